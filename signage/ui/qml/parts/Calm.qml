// Nobody is called: what to do meanwhile.
import QtQuick
import Signage

Item {
    id: calm

    required property BoardView view
    readonly property Sizes sizes: view.sizes

    Row {
        anchors.verticalCenter: parent.verticalCenter
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: 2 * calm.sizes.pad

        ZoneSign {
            visible: calm.view.letter !== ""
            view: calm.view
            width: 0.2 * calm.width
            anchors.verticalCenter: parent.verticalCenter
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter
            spacing: calm.sizes.gap

            Words {
                text: calm.view.first
                color: "#ffffff"
                font.weight: Font.Bold
                font.pixelSize: 0.05 * calm.width
            }

            Words {
                text: calm.view.then
                color: "#ffffff"
                font.weight: Font.Normal
                font.pixelSize: 0.036 * calm.width
            }

            Words {
                topPadding: calm.sizes.gap
                text: calm.view.foreign
                color: "#c0c3d5"
                font.weight: Font.Normal
                font.pixelSize: 0.024 * calm.width
            }
        }
    }
}
