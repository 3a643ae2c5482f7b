"""Writes the files of Keras and TensorFlow.js beside this script.

Run with: python make.py
Written with tf-keras 2.21.0, keras 3.15.1, tensorflow 2.21.0, tensorflowjs 4.22.0, h5py 3.14.0, numpy 2.4.6.

Every value is a formula of its tensor's number in the file and of its index, so that tests need no other file:
((i * 7 + n * 13) % 97 - 48) / 64, which float16 and bfloat16 hold exactly. Variances are its absolute value and 0.5. What the quantised weights of TensorFlow.js are is in `tfjs.json`.
"""

import gzip
import json
import os
import sys
import types
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
HERE = os.path.dirname(os.path.abspath(__file__))

import h5py
import numpy as np


def here(name):
    return os.path.join(HERE, name)


def formula(n, shape, positive=False):
    i = np.arange(int(np.prod(shape, dtype=np.int64)), dtype=np.int64)
    values = (((i * 7 + n * 13) % 97 - 48) / 64).astype(np.float32).reshape(shape)
    return np.abs(values) + np.float32(0.5) if positive else values


def fill(model):
    model.set_weights([
        formula(n, w.shape, "variance" in v.name) if np.issubdtype(w.dtype, np.floating) else w
        for n, (v, w) in enumerate(zip(model.weights, model.get_weights()))
    ])
    return model


def small(keras, version):
    """A convolution, a normalisation and a dense layer, whose weights lie in three layers."""
    k = keras.layers
    return fill(keras.Sequential([
        keras.Input((8, 8, 3), name="image") if version == 3 else k.InputLayer((8, 8, 3), name="image"),
        k.Conv2D(4, 3, name="conv"),
        k.BatchNormalization(name="norm"),
        k.ReLU(name="relu"),
        k.Dropout(0.25, name="dropout"),
        k.GlobalAveragePooling2D(name="pool"),
        k.Dense(5, name="fc", activation="softmax"),
    ], name="small"))


def nested(keras):
    """A model in a model, between layers of its own."""
    k = keras.layers
    inner_in = keras.Input((6, 6, 4), name="inner_in")
    inner = k.Conv2D(4, 3, padding="same", name="conv_a")(inner_in)
    inner = k.Conv2D(4, 1, use_bias=False, name="conv_b")(inner)
    inner = keras.Model(inner_in, inner, name="inner")
    image = keras.Input((6, 6, 3), name="image")
    x = k.Conv2D(4, 1, name="stem")(image)
    x = inner(x)
    x = k.GlobalAveragePooling2D(name="pool")(x)
    x = k.Dense(3, name="fc")(x)
    return fill(keras.Model(image, x, name="outer"))


def squeeze(name):
    """Packs a file that is mostly one letter, for the repository."""
    with open(here(name), "rb") as file:
        content = file.read()
    with open(here(name + ".gz"), "wb") as file:
        file.write(gzip.compress(content, mtime=0))
    os.remove(here(name))


def pack(path, method):
    """Packs the archive anew with one method."""
    with zipfile.ZipFile(path) as old:
        parts = [(info.filename, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w", method) as new:
        for name, content in parts:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = method
            new.writestr(info, content)


def keras2():
    import tf_keras as keras

    model = small(keras, 2)
    model.save(here("keras2.h5"), save_format="h5", include_optimizer=False)
    model.save_weights(here("keras2_weights.h5"), save_format="h5")
    nested(keras).save(here("keras2_nested.h5"), save_format="h5", include_optimizer=False)
    # With the state of an optimiser.
    k = keras.layers
    layers = [k.InputLayer((8, 8, 3), name="image"), k.Conv2D(4, 3, name="conv")]
    model = fill(keras.Sequential(layers, name="trained"))
    model.compile("adam", "mse")
    model.optimizer.build(model.trainable_variables)
    model.save(here("keras2_trained.h5"), save_format="h5")
    # An architecture of more than 64 KiB, and lists of names in parts, as Keras divides those that one attribute of
    # 64 KiB cannot hold.
    layers = [k.InputLayer((2, 2, 1), name="image"), k.Conv2D(1, 1, name="conv"), k.Activation("relu", name="relu")]
    long = fill(keras.Sequential(layers, name="long" + "x" * (66 << 10)))
    long.save(here("keras2_long.h5"), save_format="h5", include_optimizer=False)
    with h5py.File(here("keras2_long.h5"), "a") as file:
        group = file["model_weights"]
        for holder, name in [(group, "layer_names"), (group["conv"], "weight_names")]:
            names = holder.attrs[name]
            del holder.attrs[name]
            for part, some in enumerate(np.array_split(names, 2)):
                holder.attrs[f"{name}{part}"] = some
    squeeze("keras2_long.h5")


def keras3():
    import keras

    model = small(keras, 3)
    model.save(here("keras3.h5"), include_optimizer=False)
    model.save(here("keras3.keras"))
    pack(here("keras3.keras"), zipfile.ZIP_STORED)
    model.save(here("keras3_deflated.keras"))
    pack(here("keras3_deflated.keras"), zipfile.ZIP_DEFLATED)
    model.save_weights(here("keras3.weights.h5"))
    nested(keras).save_weights(here("keras3_nested.weights.h5"))
    with h5py.File(here("keras3_brain.weights.h5"), "w") as file:
        # As the store of variables writes those of type bfloat16.
        import ml_dtypes
        for n, place in enumerate(["layers/dense/vars/0", "layers/dense/vars/1"]):
            value = formula(n, (3, 2) if n == 0 else (2,)).astype(ml_dtypes.bfloat16)
            data = file.create_dataset(place, data=value)
            data.attrs["dtype"] = "bfloat16"


def parallel():
    """Equal layers side by side, which nothing but their names tells apart, in another order than that of their names."""
    import keras

    k = keras.layers
    image = keras.Input((2, 2, 2), name="image")
    right = k.Conv2D(2, 1, name="right")(image)
    left = k.Conv2D(2, 1, name="left")(image)
    left = k.BatchNormalization(scale=False, name="norm")(left)
    x = k.GlobalAveragePooling2D(name="pool")(k.Add(name="add")([left, right]))
    fill(keras.Model(image, k.Dense(2, name="fc")(x), name="parallel")).save_weights(here("keras3_parallel.weights.h5"))


def kinds():
    """Datasets of every kind of storage, which Keras does not write but h5py does."""
    for lib in ["earliest", "latest"]:
        with h5py.File(here(f"kinds_{lib}.h5"), "w", libver=lib) as file:
            n = 0

            def put(name, shape=(5, 6), dtype="<f4", **options):
                nonlocal n
                file.create_dataset(name, data=formula(n, shape).astype(dtype), **options)
                n += 1

            put("a_plain")
            put("b_chunked", chunks=(2, 4))
            put("c_gzip", chunks=(2, 4), compression="gzip")
            put("d_shuffled", chunks=(5, 6), compression="gzip", shuffle=True, fletcher32=True)
            put("e_growing", chunks=(2, 4), maxshape=(None, 6))
            put("f_big_endian", dtype=">f4")
            put("g_double", dtype="<f8")
            put("h_half", dtype="<f2")
            put("i_big_double", dtype=">f8")
            put("j_scalar", shape=())
            put("k_lzf", chunks=(2, 4), compression="lzf")
            put("l_empty", shape=(0, 3))
            put("m/n/o/deep", shape=(2,))
            space = h5py.h5s.create_simple((4,))
            plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            plist.set_layout(h5py.h5d.COMPACT)
            data = h5py.h5d.create(file.id, b"p_compact", h5py.h5t.IEEE_F32LE, space, plist)
            data.write(h5py.h5s.ALL, h5py.h5s.ALL, formula(n, (4,)))
            file["q_whole"] = np.arange(3, dtype=np.int64)
            # More members and attributes than a header has room for.
            many = file.create_group("r_many")
            for i in range(12):
                many.attrs[f"attribute{i}"] = "text " * 3
                many.create_dataset(f"d{i:02}", data=formula(i, (1,)))
    with h5py.File(here("bomb.h5"), "w") as file:
        zeros = np.zeros((4, 3 << 19), np.float32)
        file.create_dataset("zeros", data=zeros, chunks=(1, 3 << 19), compression="gzip", compression_opts=9)
    squeeze("bomb.h5")
    with h5py.File(here("user_block.h5"), "w", userblock_size=512) as file:
        file.create_dataset("x", data=formula(0, (2, 3)))


def tfjs():
    # The converter imports more than it needs for Keras' files.
    for name in ["tensorflow_decision_forests", "tensorflow_hub"]:
        sys.modules.setdefault(name, types.ModuleType(name))
    stub = types.ModuleType("tensorflowjs.converters.tf_saved_model_conversion_v2")
    stub.convert_tf_saved_model = None
    sys.modules[stub.__name__] = stub
    stub = types.ModuleType("tensorflowjs.converters.jax_conversion")
    stub.convert_jax = None
    sys.modules[stub.__name__] = stub
    stub = types.ModuleType("tensorflowjs.converters.converter")
    stub.convert = None
    sys.modules[stub.__name__] = stub
    import tf_keras
    from tensorflowjs import converters, read_weights

    expected = {}
    model = small(tf_keras, 2)
    for name, quantized, shard in [
        ("float32", None, 200),
        ("float16", {"float16": True}, 1 << 22),
        ("uint8", {"uint8": True}, 1 << 22),
        ("uint16", {"uint16": True}, 1 << 22),
    ]:
        folder = here(f"tfjs_{name}")
        os.makedirs(folder, exist_ok=True)
        converters.save_keras_model(
            model, folder, quantization_dtype_map=quantized, weight_shard_size_bytes=shard
        )
        with open(os.path.join(folder, "model.json")) as file:
            manifest = json.load(file)["weightsManifest"]
        # What TensorFlow.js' own reader makes of the shards, as bits.
        weights = read_weights.read_weights(manifest, folder, flatten=True)
        expected[f"tfjs_{name}"] = {
            w["name"]: w["data"].astype(np.float32).ravel().view(np.uint32).tolist() for w in weights
        }
    with open(here("tfjs.json"), "w") as file:
        json.dump(expected, file, separators=(",", ":"))


if __name__ == "__main__":
    only = sys.argv[1:]
    for step in [keras2, keras3, parallel, kinds, tfjs]:
        if not only or step.__name__ in only:
            step()
