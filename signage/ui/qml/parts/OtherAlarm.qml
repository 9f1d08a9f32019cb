// An alarm that is on too, in one line, until its turn comes.
import QtQuick

Rectangle {
    id: line

    required property string room
    required property string arrow

    color: "#ffffff"
    radius: 0.15 * height

    Pictogram {
        id: mark

        x: 0.3 * line.height
        anchors.verticalCenter: parent.verticalCenter
        width: 0.76 * line.height
        path: line.arrow
        ink: "#131525"
    }

    Words {
        anchors.left: mark.right
        anchors.leftMargin: 0.3 * line.height
        anchors.right: parent.right
        anchors.rightMargin: 0.3 * line.height
        height: parent.height
        text: line.room
        color: "#131525"
        font.weight: Font.DemiBold
        font.pixelSize: 0.5 * line.height
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 0.25 * line.height
    }
}
