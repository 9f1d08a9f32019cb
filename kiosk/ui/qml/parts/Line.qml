// One short sentence of a screen.
import QtQuick

Words {
    required property string modelData
    property real size: theme.body

    text: modelData
    font.pixelSize: size
}
