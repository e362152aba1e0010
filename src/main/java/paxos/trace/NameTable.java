package paxos.trace;

import java.util.Arrays;
import java.util.List;
import tools.jackson.core.io.JsonStringEncoder;

/// Finds the index of a name by the bytes with which it stands in a line, without making a text of them.
final class NameTable {

    private final byte[][] names;
    /// Indices of names, each at its hash or the next free slot after it; −1 where none is.
    private final int[] slots;

    NameTable(List<String> texts) {
        names = texts.stream().map(text -> JsonStringEncoder.getInstance().quoteAsUTF8(text)).toArray(byte[][]::new);
        slots = new int[Integer.highestOneBit(names.length) * 4];
        Arrays.fill(slots, -1);
        for (int i = 0; i < names.length; i++) {
            int hash = 0;
            for (byte each : names[i]) {
                hash = hash(hash, each);
            }
            int slot = slot(hash);
            while (slots[slot] >= 0) {
                slot = slot(slot + 1);
            }
            slots[slot] = i;
        }
    }

    /// The hash of a text with one more byte.
    static int hash(int before, byte next) {
        return before * 31 + next;
    }

    private int slot(int hash) {
        return hash & slots.length - 1;
    }

    /// @param hash of these bytes
    /// @return −1 where it is no name
    int indexOf(byte[] bytes, int from, int to, int hash) {
        for (int slot = slot(hash); slots[slot] >= 0; slot = slot(slot + 1)) {
            byte[] name = names[slots[slot]];
            if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
                return slots[slot];
            }
        }
        return -1;
    }
}
