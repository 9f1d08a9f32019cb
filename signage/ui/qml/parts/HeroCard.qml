// The newest call in the light field: number, room, and the arrow as large as both.
import QtQuick
import Signage

Rectangle {
    id: card

    required property CallView call
    required property Sizes sizes
    required property string come
    required property color accent

    color: call.field
    radius: sizes.gap
    border.color: accent
    border.width: call.recall ? sizes.gap : 0

    Words {
        id: come

        x: card.sizes.pad
        y: 0.045 * card.height
        width: tag.x - x - card.sizes.gap
        height: 1.2 * card.sizes.small
        text: card.come
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 0.5 * card.sizes.small
        color: card.call.ink
        font.pixelSize: card.sizes.small
    }

    Tag {
        id: tag

        anchors.right: parent.right
        anchors.rightMargin: card.sizes.pad
        anchors.verticalCenter: come.verticalCenter
        label: card.call.tag
        again: card.call.recall
        ink: card.call.ink
        quiet: card.call.quiet
        paper: card.call.field
        size: card.sizes.small
    }

    Words {
        id: number

        x: card.sizes.pad
        anchors.bottom: room.top
        text: card.call.number
        color: card.call.ink
        font.weight: Font.Bold
        font.pixelSize: card.sizes.heroNumber
        height: 0.95 * card.sizes.heroNumber
    }

    Words {
        id: room

        x: card.sizes.pad
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 0.04 * card.height
        width: arrow.x - 2 * x
        text: card.call.room
        color: card.call.ink
        font.weight: Font.DemiBold
        font.pixelSize: card.sizes.heroRoom
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 0.5 * card.sizes.heroRoom
        height: card.sizes.heroRoom
    }

    ArrowMark {
        id: arrow

        anchors.right: parent.right
        anchors.rightMargin: card.sizes.pad
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 0.05 * card.height
        width: card.sizes.heroArrow
        path: card.call.arrow
        color: card.call.disc
        ink: card.call.arrowInk
    }
}
