// Words over several lines, as high as their size says, whatever the script's typeface asks for.
import QtQuick

Words {
    property bool mirrored: false

    wrapMode: Text.WordWrap
    elide: Text.ElideNone
    lineHeightMode: Text.FixedHeight
    lineHeight: 1.25 * font.pixelSize
    horizontalAlignment: mirrored ? Text.AlignRight : Text.AlignLeft
}
