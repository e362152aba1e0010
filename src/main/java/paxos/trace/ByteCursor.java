package paxos.trace;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A place in bytes that goes forward over what is expected there. For one thread.
///
/// The bytes must have a newline at the place or after it. Nothing goes past it: no text that is looked for has one.
final class ByteCursor {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101010101010101L;
    private static final int MOST_DIGITS = 18;

    private byte[] bytes = {'\n'};
    private int place;
    private long value;

    void set(byte[] in, int from) {
        bytes = in;
        place = from;
    }

    int place() {
        return place;
    }

    /// The byte at the place.
    byte next() {
        return bytes[place];
    }

    /// The byte after it, where the one at the place is no newline.
    byte afterNext() {
        return bytes[place + 1];
    }

    /// The number that was read last.
    long value() {
        return value;
    }

    boolean skip(char character) {
        if (bytes[place] != character) {
            return false;
        }
        place++;
        return true;
    }

    boolean skip(byte[] text) {
        byte[] line = bytes;
        int from = place;
        for (int i = 0; i < text.length; i++) {
            if (line[from + i] != text[i]) {
                return false;
            }
        }
        place = from + text.length;
        return true;
    }

    /// A number as it is written: without a sign, or zeros before it.
    boolean number(long most) {
        byte[] line = bytes;
        int next = place;
        int digit = line[next] - '0';
        long read = 0;
        if (digit == 0) {
            next++;
        } else {
            while (digit >= 0 && digit <= 9) {
                read = read * 10 + digit;
                next++;
                digit = line[next] - '0';
            }
        }
        int digits = next - place;
        place = next;
        value = read;
        return digits > 0 && digits <= MOST_DIGITS && read <= most;
    }

    /// A number of 32 bits, perhaps with a minus.
    boolean integer() {
        if (!skip('-')) {
            return number(Integer.MAX_VALUE);
        }
        boolean read = number(-(long) Integer.MIN_VALUE);
        value = -value;
        return read;
    }

    /// A text and the quote after it.
    ///
    /// @return null where it has an escape, or anything beyond ASCII
    String plainText() {
        byte[] line = bytes;
        int from = place;
        int next = from;
        byte character = line[next];
        while (character != '"') {
            if (character < ' ' || character == '\\') {
                return null;
            }
            next++;
            character = line[next];
        }
        place = next + 1;
        return new String(line, from, next - from, StandardCharsets.ISO_8859_1);
    }

    /// A text of the table, and the quote after it.
    ///
    /// @return which, or −1
    int name(NameTable table) {
        int from = place;
        int next = from;
        int hash = 0;
        byte character = bytes[next];
        while (character != '"') {
            if (character == '\\') {
                hash = NameTable.hash(hash, character);
                next++;
                character = bytes[next];
            }
            if (character == '\n') {
                return -1;
            }
            hash = NameTable.hash(hash, character);
            next++;
            character = bytes[next];
        }
        place = next + 1;
        return table.indexOf(bytes, from, next, hash);
    }

    /// All until the end of the line, which must be that of an object.
    boolean rest() {
        place = newline(bytes, place);
        return bytes[place - 1] == '}';
    }

    /// Where the next newline is, at this place or after it; there must be one.
    static int newline(byte[] bytes, int from) {
        int next = from;
        while (next + Long.BYTES <= bytes.length) {
            // The highest bit of the lowest byte that is a newline.
            long zero = (long) EIGHT.get(bytes, next) ^ EACH * '\n';
            long found = (zero - EACH) & ~zero & EACH << 7;
            if (found != 0) {
                return next + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
            next += Long.BYTES;
        }
        while (bytes[next] != '\n') {
            next++;
        }
        return next;
    }
}
