// How many wait, that a call is heard too, and when all this was true.
import QtQuick
import Signage

Rectangle {
    id: footer

    required property BoardView view
    // What stands left and right has one size: the largest at which both are there as a whole.
    readonly property real usual: 0.8 * view.sizes.small
    readonly property real room: width - 2 * view.sizes.margin - view.sizes.gap - pages.width
        - (pages.text ? view.sizes.pad : 0)
    readonly property real wanted: left.advanceWidth + right.advanceWidth
    readonly property real size: Math.floor(usual * Math.min(1, 0.98 * room / Math.max(1, wanted)))

    color: view.band

    TextMetrics {
        id: left

        font.family: told.font.family
        font.weight: told.font.weight
        font.pixelSize: footer.usual
        text: told.text
    }

    TextMetrics {
        id: right

        font: left.font
        text: stand.text
    }

    Words {
        id: told

        objectName: "told"
        anchors.left: parent.left
        anchors.leftMargin: footer.view.sizes.margin
        anchors.right: pages.left
        anchors.rightMargin: footer.view.sizes.gap
        height: parent.height
        text: footer.view.footer
        color: footer.view.bandInk
        font.pixelSize: footer.size
    }

    Words {
        id: pages

        anchors.right: stand.left
        anchors.rightMargin: text ? footer.view.sizes.pad : 0
        anchors.verticalCenter: parent.verticalCenter
        text: footer.view.page
        color: footer.view.bandInk
        font.weight: Font.Bold
        font.pixelSize: footer.view.sizes.small
    }

    Words {
        id: stand

        objectName: "stand"
        anchors.right: parent.right
        anchors.rightMargin: footer.view.sizes.margin
        anchors.verticalCenter: parent.verticalCenter
        text: footer.view.stand
        color: footer.view.bandInk
        font.pixelSize: footer.size
    }
}
