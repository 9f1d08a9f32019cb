// One field of the panel's test: a colour, and a mark once a finger was here.
import QtQuick

Rectangle {
    id: root

    property bool stroked: false

    Rectangle {
        anchors.centerIn: parent
        visible: root.stroked
        width: Math.min(parent.width, parent.height) * 0.5
        height: width
        radius: width / 2
        color: "#ffffff"
        border.color: "#000000"
        border.width: width / 12
    }
}
