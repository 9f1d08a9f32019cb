// One call where the board is narrow: number and arrow, and the room below them.
import QtQuick
import Signage

CallField {
    id: card

    Words {
        id: code

        x: card.textX
        y: 0.04 * card.height
        height: 0.48 * card.height
        text: card.number
        color: card.ink
        font.weight: Font.Bold
        font.pixelSize: card.sizes.rowFont
    }

    ArrowMark {
        id: mark

        anchors.right: parent.right
        anchors.rightMargin: card.sizes.pad
        anchors.verticalCenter: code.verticalCenter
        width: 0.84 * card.sizes.rowFont
        path: card.arrow
        color: card.disc
        ink: card.arrowInk
    }

    Tag {
        id: label

        anchors.right: parent.right
        anchors.rightMargin: card.sizes.pad
        anchors.verticalCenter: where.verticalCenter
        label: card.tag
        again: card.recall
        ink: card.ink
        quiet: card.quiet
        paper: card.field
        size: card.sizes.small
    }

    Words {
        id: where

        x: card.textX
        y: 0.5 * card.height
        width: label.x - x - card.sizes.gap
        height: 0.46 * card.height
        text: card.room
        color: card.ink
        font.weight: Font.DemiBold
        font.pixelSize: card.sizes.rowFont
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 0.5 * card.sizes.rowFont
    }
}
