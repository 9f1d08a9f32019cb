// What to do, in one language: title and text.
import QtQuick
import Signage

Item {
    id: sheet

    required property AlarmSheetView view

    x: view.areaX
    y: view.areaY
    width: view.areaWidth
    height: view.areaHeight

    Sentence {
        width: parent.width
        height: sheet.view.titleHeight
        verticalAlignment: Text.AlignTop
        text: sheet.view.title
        color: "#ffffff"
        mirrored: sheet.view.rtl
        font.weight: Font.Bold
        font.pixelSize: sheet.view.titleFont
    }

    Sentence {
        y: sheet.view.titleHeight
        width: parent.width
        height: parent.height - y
        verticalAlignment: Text.AlignTop
        text: sheet.view.words
        color: "#ffffff"
        mirrored: sheet.view.rtl
        font.pixelSize: sheet.view.wordsFont
    }
}
