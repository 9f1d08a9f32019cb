// One of the last calls: number, and room with its arrow.
import QtQuick
import Signage

Rectangle {
    id: card

    required property string number
    required property string room
    required property string arrow
    required property string field
    required property string ink
    required property Sizes sizes

    width: sizes.card
    color: field
    radius: sizes.gap

    Words {
        id: code

        x: card.sizes.gap
        y: 0.08 * card.height
        height: 0.44 * card.height
        text: card.number
        color: card.ink
        font.weight: Font.DemiBold
        font.pixelSize: card.sizes.cardFont
    }

    Words {
        anchors.top: code.bottom
        x: card.sizes.gap
        width: mark.x - 1.5 * x
        height: 0.4 * card.height
        text: card.room
        color: card.ink
        font.pixelSize: 0.8 * card.sizes.small
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 0.4 * card.sizes.small
    }

    ArrowMark {
        id: mark

        anchors.right: parent.right
        anchors.rightMargin: 0.5 * card.sizes.gap
        anchors.verticalCenter: parent.verticalCenter
        width: 1.5 * card.sizes.small
        path: card.arrow
        color: card.field
        ink: card.ink
    }
}
