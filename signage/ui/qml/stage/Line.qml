// Lines of text of a given size, each as high as Python has reckoned with.
import QtQuick

Text {
    required property int size

    font.family: "Fira Sans"
    font.pixelSize: size
    font.weight: Font.Medium
    font.features: {
        "tnum": 1
    }
    lineHeightMode: Text.FixedHeight
    lineHeight: Math.round(1.32 * size)
    textFormat: Text.PlainText
    wrapMode: Text.NoWrap
}
