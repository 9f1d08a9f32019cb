// A player that nobody knows yet: its code, large, and what to do with it.
import QtQuick
import Signage
import "parts"

Rectangle {
    id: panel

    required property PairingView view
    readonly property real unit: Math.min(width / 16, height / 9)

    color: "#050614"

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * panel.unit
        spacing: 0.35 * panel.unit

        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: "Neues Display · New display"
            color: "#c0c3d5"
            font.pixelSize: 0.5 * panel.unit
        }

        Rectangle {
            visible: panel.view.code !== ""
            anchors.horizontalCenter: parent.horizontalCenter
            width: code.implicitWidth + 1.6 * panel.unit
            height: 3 * panel.unit
            radius: 0.2 * panel.unit
            color: "#f3f4f7"

            Words {
                id: code

                anchors.centerIn: parent
                text: panel.view.code
                color: "#131525"
                font.weight: Font.Bold
                font.pixelSize: 2.4 * panel.unit
                font.letterSpacing: 0.06 * panel.unit
            }
        }

        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            text: panel.view.first
            color: "#ffffff"
            font.weight: Font.Bold
            font.pixelSize: 0.46 * panel.unit
        }

        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            text: panel.view.second
            color: "#c0c3d5"
            font.weight: Font.Normal
            font.pixelSize: 0.4 * panel.unit
        }

        Words {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            topPadding: 0.4 * panel.unit
            text: panel.view.foot
            color: "#c0c3d5"
            font.weight: Font.Normal
            font.pixelSize: 0.32 * panel.unit
        }
    }
}
