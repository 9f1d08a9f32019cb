// Which display this is, for who stands before it with a list.
import QtQuick
import Signage
import "../parts"

Rectangle {
    id: identify

    required property PanelView view

    color: "#ffffff"
    border.color: "#2044aa"
    border.width: 0.03 * Math.min(width, height)

    Column {
        anchors.centerIn: parent
        width: 0.84 * parent.width
        spacing: 0.03 * parent.height

        Words {
            width: parent.width
            height: 0.3 * identify.height
            horizontalAlignment: Text.AlignHCenter
            text: identify.view.name
            color: "#131525"
            font.weight: Font.Bold
            font.pixelSize: 0.24 * identify.height
            fontSizeMode: Text.Fit
            minimumPixelSize: 8
        }

        Words {
            width: parent.width
            height: 0.12 * identify.height
            horizontalAlignment: Text.AlignHCenter
            text: identify.view.place
            color: "#51577a"
            font.pixelSize: 0.09 * identify.height
            fontSizeMode: Text.Fit
            minimumPixelSize: 8
        }
    }
}
