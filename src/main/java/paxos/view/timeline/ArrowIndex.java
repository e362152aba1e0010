package paxos.view.timeline;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/// Finds arrows by their sender and id. From the newest arrow of each hash, the pages lead on to older ones.
final class ArrowIndex {

    private static final int NONE = ArrowPage.NONE;
    private static final int FEWEST_HEADS = 1 << 10;
    private static final int MOST_HEADS = 1 << 19;

    private final IntFunction<ArrowPage> pages;
    private int[] heads = heads(FEWEST_HEADS);

    /// @param pages gives the page of an arrow
    ArrowIndex(IntFunction<ArrowPage> pages) {
        this.pages = pages;
    }

    private static int[] heads(int count) {
        int[] heads = new int[count];
        Arrays.fill(heads, NONE);
        return heads;
    }

    void clear() {
        heads = heads(FEWEST_HEADS);
    }

    /// Adds an arrow that is newer than all others.
    ///
    /// @param first the oldest that is kept
    void add(int arrow, int first) {
        if (arrow - first >= heads.length && heads.length < MOST_HEADS) {
            heads = heads(2 * heads.length);
            for (int each = first; each < arrow; each++) {
                link(each);
            }
        }
        link(arrow);
    }

    private void link(int arrow) {
        ArrowPage page = pages.apply(arrow);
        int at = arrow % ArrowPage.SIZE;
        int head = head(page.from[at], page.idBeginning[at], page.idNumber[at]);
        page.sameHash[at] = heads[head];
        heads[head] = arrow;
    }

    /// The newest arrow with this sender and id that fits; −1 where no such is kept.
    ///
    /// @param packed the id, shortened
    /// @param oldest the oldest that may be looked at
    int find(int from, long packed, String id, int oldest, IntPredicate fits) {
        int arrow = heads[head(from, Ids.beginning(packed), Ids.number(packed))];
        while (arrow >= oldest) {
            ArrowPage page = pages.apply(arrow);
            int at = arrow % ArrowPage.SIZE;
            if (page.from[at] == from && page.isNamed(at, packed, id) && fits.test(arrow)) {
                return arrow;
            }
            arrow = page.sameHash[at];
        }
        return NONE;
    }

    /// Neighbours for numbers that follow each other: so what is used together lies together.
    private int head(int from, int beginning, int number) {
        return number + from * 0x9E3779B9 + beginning * 0x85EBCA6B & heads.length - 1;
    }
}
