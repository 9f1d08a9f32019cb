// What an alarm says in one language: title and text.
import QtQuick
import Eingangszone.Kiosk

Item {
    id: root

    required property Theme theme
    required property var modelData

    x: modelData.at.x
    y: modelData.at.y
    width: modelData.at.width
    height: modelData.at.height

    AlarmWords {
        theme: root.theme
        width: parent.width
        height: root.modelData.title_height
        text: root.modelData.title
        rtl: root.modelData.rtl
        font.weight: Font.Bold
        font.pixelSize: root.modelData.title_font
    }
    AlarmWords {
        theme: root.theme
        y: root.modelData.title === "" ? 0 : root.modelData.title_height + Math.round(0.2 * root.modelData.title_font)
        width: parent.width
        height: parent.height - y
        text: root.modelData.text
        rtl: root.modelData.rtl
        font.weight: Font.Medium
        font.pixelSize: root.modelData.text_font
    }
}
