// One room's sign: its number, a pictogram, what holds now, and who shall enter.
import QtQuick
import Signage
import "../parts"

Rectangle {
    id: sign

    required property DoorView view

    color: view.field

    Words {
        x: sign.view.margin
        width: 0.45 * parent.width
        height: sign.view.head + sign.view.margin
        text: sign.view.room
        color: sign.view.ink
        font.weight: Font.Bold
        font.pixelSize: sign.view.headFont
    }

    Words {
        anchors.right: parent.right
        anchors.rightMargin: sign.view.margin
        width: 0.48 * parent.width
        height: sign.view.head + sign.view.margin
        horizontalAlignment: Text.AlignRight
        text: sign.view.name
        color: sign.view.ink
        font.pixelSize: sign.view.nameFont
    }

    Pictogram {
        x: sign.view.markX
        y: sign.view.markY
        width: sign.view.markSize
        path: sign.view.pictogram
        ink: sign.view.ink
    }

    Words {
        x: sign.view.codeX
        y: sign.view.codeY
        height: sign.view.codeHeight
        text: sign.view.number
        color: sign.view.ink
        font.weight: Font.Bold
        font.pixelSize: Math.max(1, sign.view.codeFont)
    }

    Sentence {
        x: sign.view.wordsX
        y: sign.view.wordsY
        width: sign.view.wordsWidth
        height: sign.view.wordsHeight
        text: sign.view.german
        color: sign.view.ink
        font.weight: Font.Bold
        font.pixelSize: Math.max(1, sign.view.wordsFont)
    }

    Sentence {
        x: sign.view.othersX
        y: sign.view.othersY
        width: sign.view.othersWidth
        height: sign.view.othersHeight
        text: sign.view.foreign
        color: sign.view.ink
        mirrored: sign.view.rtl
        font.pixelSize: Math.max(1, sign.view.othersFont)
    }

    Rectangle {
        visible: sign.view.band !== ""
        anchors.bottom: parent.bottom
        width: parent.width
        height: sign.view.foot
        color: sign.view.bandField

        Sentence {
            x: sign.view.margin
            width: parent.width - 2 * x
            height: parent.height
            text: sign.view.band
            color: sign.view.bandInk
            font.pixelSize: sign.view.footFont
        }
    }
}
