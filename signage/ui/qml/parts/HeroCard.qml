// The newest call in the light field: number, room, and the arrow as large as both.
import QtQuick
import Signage

Rectangle {
    id: card

    required property CallView call
    required property Sizes sizes
    required property color accent
    readonly property real textX: sizes.pad + sizes.sign

    color: call.field
    radius: sizes.gap
    border.color: accent
    border.width: call.recall ? sizes.gap : 0

    ZoneSign {
        x: card.sizes.pad
        anchors.verticalCenter: number.verticalCenter
        width: 0.86 * card.sizes.sign
        path: card.call.signPath
        colour: card.call.signColour
        ink: card.call.signInk
        letter: card.call.letter
        letterX: card.call.letterX
        letterY: card.call.letterY
        letterSize: card.call.letterSize
    }

    Words {
        id: come

        x: card.sizes.pad
        y: 0.045 * card.height
        width: tag.x - x - card.sizes.gap
        height: 1.2 * card.sizes.small
        text: card.call.come
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

        x: card.textX
        anchors.bottom: room.top
        text: card.call.number
        color: card.call.ink
        font.weight: Font.Bold
        font.pixelSize: card.sizes.heroNumber
        height: 0.95 * card.sizes.heroNumber
    }

    Words {
        id: room

        x: card.textX
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 0.04 * card.height
        width: (card.sizes.stacked ? parent.width : arrow.x) - x - card.sizes.pad
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

        x: parent.width - width - card.sizes.pad
        y: (card.sizes.stacked ? room.y : 0.95 * parent.height) - height
        width: card.sizes.heroArrow
        path: card.call.arrow
        color: card.call.disc
        ink: card.call.arrowInk
    }
}
