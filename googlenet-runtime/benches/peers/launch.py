"""Runs a command, and prints its exit status, its time in seconds and its peak memory in KiB as JSON.

    python -I -S launch.py OUTPUT COMMAND...

A process's peak memory includes that of the process it was forked from. Commands are therefore started from this
script, whose process is small, as it imports almost nothing. The output of the command goes to the file OUTPUT.
"""

import os
import sys
import time

output, *command = sys.argv[1:]
start = time.monotonic()
process = os.fork()
if process == 0:
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    try:
        os.execvp(command[0], command)
    except OSError as error:
        os.write(2, f"{command[0]}: {error.strerror}\n".encode())
        os._exit(127)
_, status, usage = os.wait4(process, 0)
seconds = time.monotonic() - start
print(f'{{"status": {os.waitstatus_to_exitcode(status)}, "seconds": {seconds}, "peak_kib": {usage.ru_maxrss}}}')
