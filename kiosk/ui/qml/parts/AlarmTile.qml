// One of several alarms that stand: filled while it has its turn.
import QtQuick

Rectangle {
    id: root

    required property var modelData
    required property int size

    width: size
    height: size
    radius: 0.15 * size
    color: modelData.now ? "#ffffff" : "transparent"
    border.width: Math.max(2, 0.05 * size)
    border.color: "#ffffff"

    Pictogram {
        anchors.centerIn: parent
        width: 0.7 * root.size
        path: root.modelData.path
        ink: root.modelData.now ? "#131525" : "#ffffff"
    }
}
