// A page of words: pictogram, title and body; lines and sizes come ready from Python.
import QtQuick
import QtQuick.Shapes
import Signage

Rectangle {
    id: page

    required property SheetView sheet
    readonly property int align: sheet.mirrored ? Text.AlignRight : Text.AlignLeft
    readonly property real inset: sheet.pictogramSize > 0 ? sheet.pictogramSize + sheet.margin : 0

    color: "#131525"

    Shape {
        id: sign

        x: page.sheet.mirrored ? page.width - page.sheet.margin - width : page.sheet.margin
        y: page.sheet.beside ? (page.height - height) / 2 : page.sheet.margin
        width: page.sheet.pictogramSize
        height: width
        visible: width > 0

        ShapePath {
            scale: Qt.size(sign.width / 100, sign.width / 100)
            fillColor: "#ffffff"
            fillRule: ShapePath.WindingFill
            strokeWidth: -1

            PathSvg {
                path: page.sheet.pictogram
            }
        }
    }

    Column {
        id: words

        readonly property real start: page.sheet.beside ? 0 : page.inset

        x: page.sheet.margin + (page.sheet.beside && !page.sheet.mirrored ? page.inset : 0)
        y: start + (page.height - start - height) / 2
        width: page.width - 2 * page.sheet.margin - (page.sheet.beside ? page.inset : 0)
        spacing: page.sheet.gap

        Line {
            text: page.sheet.title
            visible: text !== ""
            width: words.width
            horizontalAlignment: page.align
            color: "#ffffff"
            font.weight: Font.Bold
            size: page.sheet.titleSize
        }

        Line {
            text: page.sheet.body
            visible: text !== ""
            width: words.width
            horizontalAlignment: page.align
            color: "#ffffff"
            size: page.sheet.bodySize
        }
    }

    Line {
        text: page.sheet.mark
        anchors.bottom: parent.bottom
        x: page.sheet.margin
        width: page.width - 2 * page.sheet.margin
        horizontalAlignment: page.sheet.mirrored ? Text.AlignLeft : Text.AlignRight
        color: "#c0c3d5"
        size: page.sheet.markSize
    }
}
