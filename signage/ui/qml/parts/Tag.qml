// When the call came or, in a dark field, that it came again.
import QtQuick

Rectangle {
    id: tag

    required property string label
    required property bool again
    required property color ink
    required property color quiet
    required property color paper
    required property int size

    color: again ? ink : "transparent"
    radius: height / 2
    width: word.implicitWidth + (again ? size : 0)
    height: 1.5 * size

    Words {
        id: word

        anchors.centerIn: parent
        text: tag.label
        color: tag.again ? tag.paper : tag.quiet
        font.pixelSize: tag.size
    }
}
