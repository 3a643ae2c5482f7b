"""Writes small networks of Keras under `files/`, and what Keras computes of them.

    python make.py

Written with keras 3.15.1, tf-keras 2.21.0, tensorflow 2.21.0. `NAME.out.K.npy` is output K for the input whose value at
index i is ((i * 7) % 97 - 48) / 64, before the normalisation with which a network may begin. Weights are formulas of
their number and index, small enough that float32 does not hide a fault.
"""

import os
import zipfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "files")

import keras
import numpy as np
import tensorflow as tf
import tf_keras


def fill(model):
    values = []
    for n, (variable, value) in enumerate(zip(model.weights, model.get_weights())):
        i = np.arange(value.size)
        made = ((((i * 7 + n * 13) % 97) - 48) / 96).reshape(value.shape)
        if "variance" in variable.name:
            made = np.abs(made) + 0.5
        if "count" in variable.name:
            made = value
        values.append(made.astype(value.dtype))
    model.set_weights(values)
    return model


def families():
    k = keras.layers
    image = keras.Input((12, 10, 3), name="image")
    x = k.Rescaling(2.0, offset=-1.0, name="scaled")(image)
    x = k.Normalization(mean=[0.1, 0.2, 0.3], variance=[0.25, 1.0, 4.0], name="normal")(x)
    x = k.Conv2D(8, 3, padding="same", activation="relu", kernel_regularizer=keras.regularizers.L2(1e-3), name="stem")(x)
    a = k.Conv2D(8, (3, 1), groups=2, dilation_rate=2, padding="same", use_bias=False, name="grouped")(x)
    a = k.BatchNormalization(scale=False, epsilon=1e-2, name="norm")(a)
    a = k.LeakyReLU(negative_slope=0.1, name="leaky")(a)
    b = k.DepthwiseConv2D(3, depth_multiplier=2, padding="same", name="each")(x)
    b = k.Conv2D(8, 1, activation="swish", name="narrow")(b)
    x = k.Add(name="sum")([a, b])
    x = k.SeparableConv2D(12, 3, strides=2, padding="same", depth_multiplier=2, activation="elu", name="separable")(x)
    x = k.PReLU(shared_axes=[1, 2], name="slopes")(x)
    p = k.MaxPooling2D(3, 2, padding="same", name="most")(x)
    q = k.AveragePooling2D(3, 2, padding="same", name="mean")(x)
    x = k.Concatenate(name="both")([p, q, k.Average(name="halves")([p, q])])
    x = k.ZeroPadding2D(((1, 2), (0, 1)), name="pad")(x)
    x = k.Cropping2D(((0, 1), (1, 0)), name="crop")(x)
    x = k.UpSampling2D(2, interpolation="bilinear", name="large")(x)
    x = k.LayerNormalization(epsilon=1e-3, name="even")(x)
    x = k.Conv2DTranspose(6, 3, strides=2, padding="same", name="up")(x)
    x = k.Conv2DTranspose(6, 2, strides=2, output_padding=1, activation="tanh", name="more")(x)
    x = k.Reshape((x.shape[1], x.shape[2], 2, 3), name="groups")(x)
    x = k.Permute((1, 2, 4, 3), name="turned")(x)
    x = k.Reshape((x.shape[1], x.shape[2], 6), name="mixed")(x)
    s = k.GlobalAveragePooling2D(keepdims=True, name="squeeze")(x)
    s = k.Conv2D(6, 1, activation="hard_sigmoid", name="gate")(s)
    x = k.Multiply(name="gated")([x, s])
    x = k.Maximum(name="larger")([x, k.Dense(6, activation="gelu", name="pixels")(x)])
    x = k.Minimum(name="smaller")([x, k.ReLU(max_value=2.0, negative_slope=0.0, name="bounded")(x)])
    x = k.SpatialDropout2D(0.2, name="noise")(x)
    x = k.GlobalMaxPooling2D(name="peak")(x)
    x = k.Dropout(0.3, name="drop")(x)
    h = k.Dense(5, name="hidden")(x)
    return fill(keras.Model(image, [k.Softmax(name="classes")(h), k.Subtract(name="less")([h, k.ReLU(name="plus")(h)])], name="families"))


def operations():
    k, ops = keras.layers, keras.ops
    image = keras.Input((9, 8, 3), name="image")
    x = k.Conv2D(8, 3, strides=2, name="stem")(image)
    x = x * (ops.relu6(x + 3.0) / 6.0)
    tail = keras.Input((4, 3, 8))
    y = k.Conv2D(8, 1, name="inside")(tail)
    inner = keras.Model(tail, [y, k.BatchNormalization(name="norm")(y)], name="inner")
    one = inner(x)
    two = inner(ops.relu(one[1]))
    x = one[0] * 0.5 + two[1]
    left, right = ops.split(x, 2, axis=-1)
    x = ops.concatenate([right, left[..., 1:3], left], axis=-1)
    stack = keras.Sequential([k.Conv2D(6, 1, padding="same"), k.Activation(k.LeakyReLU(negative_slope=0.3))], name="stack")
    x = stack(x)
    x = (1.0 - x) / 2.0
    flat = k.Flatten(name="flat")(x)
    mean = ops.mean(x, axis=(1, 2))
    x = ops.concatenate([mean, k.Dense(4, activation="selu", name="wide")(flat)], axis=-1)
    return fill(keras.Model(image, k.Dense(3, activation="softmax", name="classes")(x), name="operations"))


def tensorflow_functions():
    k = tf_keras.layers
    image = tf_keras.Input((8, 8, 3), name="image")
    x = image[..., ::-1]
    x = tf.math.subtract(x, [0.1, 0.2, 0.3])
    x = k.Conv2D(8, 3, padding="same", activation="hard_sigmoid", name="stem")(x)
    y = tf.nn.leaky_relu(x * 2.0 - 1.0, 0.1)
    inner = tf_keras.Sequential([k.Conv2D(8, 1, name="inside"), k.BatchNormalization(name="norm"), k.Activation("swish")], name="inner")
    deep = tf_keras.Sequential([tf_keras.Sequential([k.DepthwiseConv2D(3, name="each")], name="core"), k.ELU(alpha=0.5)], name="deep")
    x = x + inner(y)
    x = deep(inner(x))
    x = tf.concat([x, tf.nn.relu(x)], axis=-1)[..., 2:12]
    x = tf.clip_by_value(x, -1.0, 1.0)
    x = tf.reduce_mean(x, [1, 2])
    x = k.Dense(4, name="classes")(x)
    return fill(tf_keras.Model(image, tf.nn.softmax(x), name="functions"))


def chain():
    """A chain without names, whose layers have their channels first."""
    k = keras.layers
    model = keras.Sequential([
        keras.Input((3, 8, 6)),
        k.Conv2D(4, 3, data_format="channels_first"),
        k.BatchNormalization(axis=1),
        k.ReLU(6.0),
        k.MaxPooling2D(2, data_format="channels_first"),
        k.Reshape((-1,)),
        k.Dense(5, activation="softmax"),
    ])
    return model


def deflate(path):
    """Packs the members of an archive, which Keras only stores."""
    with zipfile.ZipFile(path) as archive:
        members = [(member, archive.read(member)) for member in archive.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members:
            archive.writestr(zipfile.ZipInfo(member, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def save(name, model, ending):
    path = os.path.join(HERE, f"{name}.{ending}")
    model.save(path)
    if ending == "keras":
        deflate(path)
    shape = [1, *model.input_shape[1:]]
    x = (((np.arange(np.prod(shape)) * 7) % 97) - 48) / 64
    results = model(x.reshape(shape).astype(np.float32), training=False)
    for at, result in enumerate(results if isinstance(results, (list, tuple)) else [results]):
        np.save(os.path.join(HERE, f"{name}.out.{at}.npy"), np.asarray(result))
    print(name, os.path.getsize(path))


os.makedirs(HERE, exist_ok=True)
save("families", families(), "keras")
save("operations", operations(), "h5")
save("operations_3", operations(), "keras")
save("functions", tensorflow_functions(), "h5")
with open(os.path.join(HERE, "chain.json"), "w") as file:
    file.write(chain().to_json())
for name, model in (("graph_2", tensorflow_functions()), ("graph_3", operations())):
    with open(os.path.join(HERE, f"{name}.json"), "w") as file:
        file.write(model.to_json())
