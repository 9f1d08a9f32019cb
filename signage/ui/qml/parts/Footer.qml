// How many wait, that a call is heard too, and when all this was true.
import QtQuick
import Signage

Rectangle {
    id: footer

    required property BoardView view

    color: view.band

    Words {
        anchors.left: parent.left
        anchors.leftMargin: footer.view.sizes.margin
        anchors.verticalCenter: parent.verticalCenter
        text: footer.view.footer
        color: footer.view.bandInk
        font.pixelSize: 0.8 * footer.view.sizes.small
    }

    Words {
        anchors.right: parent.right
        anchors.rightMargin: footer.view.sizes.margin
        anchors.verticalCenter: parent.verticalCenter
        text: footer.view.stand
        color: footer.view.bandInk
        font.pixelSize: 0.8 * footer.view.sizes.small
    }
}
