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
        anchors.right: pages.left
        anchors.rightMargin: footer.view.sizes.gap
        height: parent.height
        text: footer.view.footer
        color: footer.view.bandInk
        font.pixelSize: 0.8 * footer.view.sizes.small
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 0.4 * footer.view.sizes.small
    }

    Words {
        id: pages

        anchors.right: stand.left
        anchors.rightMargin: footer.view.sizes.pad
        anchors.verticalCenter: parent.verticalCenter
        text: footer.view.page
        color: footer.view.bandInk
        font.weight: Font.Bold
        font.pixelSize: footer.view.sizes.small
    }

    Words {
        id: stand

        anchors.right: parent.right
        anchors.rightMargin: footer.view.sizes.margin
        anchors.verticalCenter: parent.verticalCenter
        text: footer.view.stand
        color: footer.view.bandInk
        font.pixelSize: 0.8 * footer.view.sizes.small
    }
}
