// Which zone this is, whose office, and the time.
import QtQuick
import Signage

Rectangle {
    id: header

    required property BoardView view

    color: "#131525"

    BoardSign {
        id: sign

        view: header.view
        x: header.view.sizes.margin
        width: header.view.letter === "" ? 0 : 0.7 * header.height
        anchors.verticalCenter: parent.verticalCenter
    }

    Words {
        id: title

        anchors.left: sign.right
        anchors.leftMargin: header.view.letter === "" ? 0 : header.view.sizes.gap
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, 0.62 * parent.width)
        text: header.view.title
        color: "#ffffff"
        font.weight: Font.DemiBold
        font.pixelSize: header.view.sizes.small
    }

    Words {
        anchors.left: title.right
        anchors.leftMargin: header.view.sizes.gap
        horizontalAlignment: Text.AlignRight
        anchors.right: clock.left
        anchors.rightMargin: header.view.sizes.pad
        anchors.baseline: clock.baseline
        text: header.view.authority
        color: "#c0c3d5"
        font.weight: Font.Normal
        font.pixelSize: 0.72 * header.view.sizes.small
    }

    Words {
        id: clock

        anchors.right: parent.right
        anchors.rightMargin: header.view.sizes.margin
        anchors.verticalCenter: parent.verticalCenter
        text: header.view.clock
        color: "#ffffff"
        font.weight: Font.DemiBold
        font.pixelSize: header.view.sizes.small
    }
}
