package paxos.node.file;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// The checksum at the end of each line of a ledger.
final class Seal {

    /// Between what is sealed and its checksum.
    static final String MARK = " | crc32c ";

    private Seal() {
    }

    /// The text, with its checksum.
    static String seal(String text) {
        CRC32C checksum = new CRC32C();
        checksum.update(text.getBytes(StandardCharsets.UTF_8));
        return text + MARK + HexFormat.of().toHexDigits((int) checksum.getValue());
    }

    /// Whether the line bears a checksum, right or wrong.
    static boolean isOn(String line) {
        return line.contains(MARK);
    }

    /// Whether the line ends in its right checksum.
    static boolean isWholeOn(String line) {
        return isOn(line) && seal(textOf(line)).equals(line);
    }

    /// What the checksum seals.
    static String textOf(String line) {
        return line.substring(0, line.lastIndexOf(MARK));
    }
}
