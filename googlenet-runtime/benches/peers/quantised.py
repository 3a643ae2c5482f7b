"""A network in 8 bits by ONNX Runtime's static quantiser."""

import logging
from pathlib import Path


class Images:
    """A reader of calibration data: images of one input, in batches."""

    def __init__(self, name, images, batch):
        whole = len(images) // batch * batch
        self.left = iter([{name: images[at : at + batch]} for at in range(0, whole, batch)])

    def get_next(self):
        return next(self.left, None)


def quantised_model(model, to, images, batch):
    """Quantises an ONNX file on images, NCHW: QDQ, activations without sign, weights with sign by channel, MinMax."""
    import onnxruntime
    from onnxruntime.quantization import CalibrationMethod, QuantFormat, QuantType, quantize_static
    from onnxruntime.quantization.shape_inference import quant_pre_process

    logging.getLogger().setLevel(logging.ERROR)
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    prepared = Path(to).with_suffix(".prepared.onnx")
    quant_pre_process(str(model), str(prepared))
    quantize_static(
        str(prepared), str(to), Images(name, images, batch), quant_format=QuantFormat.QDQ, per_channel=True,
        activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8, calibrate_method=CalibrationMethod.MinMax,
    )
