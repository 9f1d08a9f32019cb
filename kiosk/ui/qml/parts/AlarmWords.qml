// Words of an alarm: white, in lines as high as their size says, in their own direction.
import QtQuick

Words {
    required property bool rtl

    visible: text !== ""
    color: "#ffffff"
    lineHeightMode: Text.FixedHeight
    lineHeight: 1.25 * font.pixelSize
    wrapMode: Text.WordWrap
    horizontalAlignment: rtl ? Text.AlignRight : Text.AlignLeft
}
