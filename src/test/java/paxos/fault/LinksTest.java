package paxos.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import paxos.synod.Parliament;

/// What is wrong with which link, and what chance makes of it.
class LinksTest {

    private static final Parliament PARLIAMENT = new Parliament(List.of("alpha", "beta", "gamma", "delta"));
    private static final LinkFaults CUT = LinkFaults.NONE.withCut(true);

    private final List<String> notes = new ArrayList<>();
    private final Links links = of(1, "alpha", "beta");

    private Links of(long seed, String... hosted) {
        return new Links(PARLIAMENT, Set.of(hosted), seed, (name, sentence) -> notes.add(name + ": " + sentence));
    }

    // ---- Settings

    @Test
    void atFirstNothingIsWrong() {
        assertEquals(LinkFaults.NONE, links.of("alpha", "beta"));
        assertEquals(LinkFaults.NONE, links.of("nobody", "alpha"));
        assertEquals(Map.of(), links.all());
        assertEquals(1, links.seed());
    }

    @Test
    void aLinkIsOneDirection() {
        links.set("alpha", "beta", CUT);
        assertEquals(CUT, links.of("alpha", "beta"));
        assertEquals(LinkFaults.NONE, links.of("beta", "alpha"));
        assertEquals(Map.of(new Link("alpha", "beta"), CUT), links.all());
        assertEquals("alpha → beta", links.all().firstEntry().getKey().toString());
    }

    @Test
    void aChangeIsNotedAtTheSenderWhereItIsHostedElseAtTheReceiver() {
        links.set("alpha", "beta", new LinkFaults(10, 30, 20, 5, true));
        links.set("gamma", "beta", LinkFaults.NONE.withDelay(7, 7));
        links.set("gamma", "beta", LinkFaults.NONE.withDelay(7, 7));
        links.set("gamma", "beta", LinkFaults.NONE);
        assertEquals(List.of(
                "alpha: The link from alpha to beta is cut, takes 10 to 30 ms longer, loses 20 of 100 messengers, "
                        + "brings 5 of 100 messages twice.",
                "beta: The link from gamma to beta takes 7 ms longer.",
                "beta: The link from gamma to beta is as it should be."), notes, "what changes nothing is not noted");
    }

    @Test
    void whoeverLooksSeesWhetherAnythingChanged() {
        long version = links.version();
        Map<Link, LinkFaults> before = links.all();
        links.set("alpha", "beta", LinkFaults.NONE);
        assertEquals(version, links.version());
        links.set("beta", "gamma", CUT);
        links.set("alpha", "delta", CUT);
        assertNotEquals(version, links.version());
        assertEquals(Map.of(), before, "a snapshot never changes");
        assertEquals(List.of("alpha → delta", "beta → gamma"), links.all().keySet().stream().map(Link::toString).toList());
        version = links.version();
        links.seed(4);
        assertNotEquals(version, links.version());
        assertThrows(UnsupportedOperationException.class, () -> links.all().clear());
    }

    @Test
    void onlyLinksWithAnEndInThisProcessCanBeSet() {
        assertTrue(links.canSet("alpha", "beta"));
        assertTrue(links.canSet("gamma", "beta"));
        assertTrue(links.canSet("beta", "gamma"));
        assertFalse(links.canSet("gamma", "delta"));
        assertFalse(links.canSet("alpha", "alpha"));
        assertFalse(links.canSet("alpha", "zeta"));
        assertFalse(links.canSet("zeta", "alpha"));
        refused("Neither gamma nor delta is hosted in this process. Do it where one of them is.",
                () -> links.set("gamma", "delta", CUT));
        refused("What alpha says to itself needs no messenger. Choose two different legislators.",
                () -> links.set("alpha", "alpha", CUT));
        refused("zeta is nobody in this parliament. Its legislators are alpha, beta, gamma, delta.",
                () -> links.set("alpha", "zeta", CUT));
        refused("zeta is nobody in this parliament. Its legislators are alpha, beta, gamma, delta.", () -> of(1, "zeta"));
        assertEquals(List.of(), notes);
    }

    @Test
    void numbersHaveTheirRanges() {
        refused("A messenger is lost in 0 to 100 of 100 cases, not in 120.", () -> LinkFaults.NONE.withLoss(120));
        refused("A messenger is lost in 0 to 100 of 100 cases, not in -1.", () -> LinkFaults.NONE.withLoss(-1));
        refused("A messenger comes twice in 0 to 100 of 100 cases, not in 101.", () -> LinkFaults.NONE.withDuplicates(101));
        refused("A messenger walks for 0 to 10000 ms longer, not for -1 ms.", () -> LinkFaults.NONE.withDelay(-1, 5));
        refused("A messenger walks for 0 to 10000 ms longer, not for 10001 ms.", () -> LinkFaults.NONE.withDelay(0, 10_001));
        refused("A messenger that walks for 30 ms at least cannot walk for 10 ms at most.", () -> LinkFaults.NONE.withDelay(30, 10));
        assertEquals(new LinkFaults(0, 10_000, 100, 100, false),
                LinkFaults.NONE.withDelay(0, 10_000).withLoss(100).withDuplicates(100));
    }

    // ---- Partitions

    @Test
    void aPartitionCutsBetweenGroupsAndMendsTheCutsWithinThem() {
        Links all = of(1, "alpha", "beta", "gamma", "delta");
        all.set("alpha", "beta", CUT.withLoss(10));
        notes.clear();
        all.partition(List.of(Set.of("beta", "alpha"), Set.of("delta", "gamma")));
        assertEquals(List.of("alpha → beta", "alpha → gamma", "alpha → delta", "beta → gamma", "beta → delta", "gamma → alpha",
                "gamma → beta", "delta → alpha", "delta → beta"), all.all().keySet().stream().map(Link::toString).toList());
        assertEquals(LinkFaults.NONE.withLoss(10), all.of("alpha", "beta"), "only the cut is mended");
        assertEquals(CUT, all.of("delta", "beta"));
        assertEquals(List.of("alpha", "beta", "gamma", "delta").stream()
                .map(name -> name + ": The parliament is parted: alpha, beta | gamma, delta.").toList(), notes);
    }

    @Test
    void whoeverIsInNoGroupIsCutOffFromEverybody() {
        links.partition(List.of(Set.of("alpha", "beta"), Set.of()));
        assertEquals(List.of("alpha → gamma", "alpha → delta", "beta → gamma", "beta → delta", "gamma → alpha", "gamma → beta",
                "delta → alpha", "delta → beta"), links.all().keySet().stream().map(Link::toString).toList(),
                "gamma and delta must be parted where they are hosted");
        assertEquals(List.of("alpha: The parliament is parted: alpha, beta | gamma | delta.",
                "beta: The parliament is parted: alpha, beta | gamma | delta."), notes);
        links.partition(List.of(Set.of("alpha", "gamma"), Set.of("beta", "delta")));
        assertEquals(List.of("alpha → beta", "alpha → delta", "beta → alpha", "beta → gamma", "gamma → beta", "delta → alpha"),
                links.all().keySet().stream().map(Link::toString).toList());
    }

    @Test
    void aPartitionIsNotedWhereItChangesSomething() {
        links.partition(List.of(Set.of("alpha", "beta", "gamma")));
        notes.clear();
        links.partition(List.of(Set.of("alpha", "beta", "gamma"), Set.of("delta")));
        assertEquals(List.of(), notes);
        links.partition(List.of(Set.of("alpha", "beta"), Set.of("gamma"), Set.of("delta")));
        assertEquals(2, notes.size());
        notes.clear();
        links.set("alpha", "delta", LinkFaults.NONE);
        notes.clear();
        links.partition(List.of(Set.of("alpha", "beta")));
        assertEquals(List.of("alpha: The parliament is parted: alpha, beta | gamma | delta."), notes);
    }

    @Test
    void whatIsNoPartitionIsRefused() {
        String nobody = "This partition names nobody. Put at least one legislator into a group.";
        refused(nobody, () -> links.partition(List.of()));
        refused(nobody, () -> links.partition(List.of(Set.of(), Set.of())));
        refused("zeta is nobody in this parliament. Its legislators are alpha, beta, gamma, delta.",
                () -> links.partition(List.of(Set.of("alpha"), Set.of("zeta"))));
        refused("beta is in more than one group. Leave it in one of them.",
                () -> links.partition(List.of(Set.of("alpha", "beta"), Set.of("beta"))));
        refused("With everybody in one group, nobody is parted from anybody. Leave somebody out, or make a second group.",
                () -> links.partition(List.of(Set.of("alpha", "beta", "gamma", "delta"), Set.of())));
        assertEquals(Map.of(), links.all());
        assertEquals(List.of(), notes);
    }

    @Test
    void healMendsEverything() {
        links.set("alpha", "gamma", LinkFaults.NONE.withLoss(10));
        links.partition(List.of(Set.of("alpha", "gamma")));
        notes.clear();
        links.heal();
        assertEquals(Map.of(), links.all());
        assertEquals(List.of("alpha: All links are as they should be again.", "beta: All links are as they should be again."), notes);
        links.heal();
        assertEquals(2, notes.size());
    }

    // ---- Chance

    @Test
    void theSameSeedBringsTheSameFates() {
        LinkFaults faults = new LinkFaults(0, 1000, 30, 30, false);
        List<Links.Fate> first = fates(7, faults);
        assertEquals(first, fates(7, faults));
        assertNotEquals(first, fates(8, faults));
        Links again = of(9, "alpha");
        again.set("alpha", "beta", faults);
        take(again, "alpha", "beta", 5);
        again.seed(7);
        assertEquals(7, again.seed());
        assertEquals(first, take(again, "alpha", "beta", 100));
        assertEquals("alpha: The chances of the links begin anew, with the seed 7.", notes.getLast());
    }

    private List<Links.Fate> fates(long seed, LinkFaults faults) {
        Links fresh = of(seed, "alpha");
        fresh.set("alpha", "beta", faults);
        return take(fresh, "alpha", "beta", 100);
    }

    @Test
    void eachLinkAndDirectionHasAChanceOfItsOwn() {
        LinkFaults faults = new LinkFaults(0, 1000, 0, 0, false);
        List<Links.Fate> alone = fates(7, faults);
        Links busy = of(7, "alpha");
        List.of("alpha", "gamma").forEach(from -> busy.set(from, from.equals("alpha") ? "beta" : "alpha", faults));
        busy.set("beta", "alpha", faults);
        List<Links.Fate> among = new ArrayList<>();
        List<Links.Fate> back = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            back.addAll(take(busy, "beta", "alpha", 1));
            among.addAll(take(busy, "alpha", "beta", 1));
            take(busy, "gamma", "alpha", 3);
        }
        assertEquals(alone, among, "what goes on elsewhere does not matter");
        assertNotEquals(alone, back);
    }

    @Test
    void theFateOfTheNthMessageDependsOnNoSettingBefore() {
        LinkFaults faults = new LinkFaults(5, 1000, 30, 30, false);
        List<Links.Fate> straight = fates(7, faults).subList(60, 100);
        Links changing = of(7, "alpha");
        for (LinkFaults earlier : List.of(CUT, LinkFaults.NONE, faults.withLoss(100), LinkFaults.NONE.withDelay(3, 3))) {
            changing.set("alpha", "beta", earlier);
            take(changing, "alpha", "beta", 15);
        }
        changing.set("alpha", "beta", faults);
        assertEquals(straight, take(changing, "alpha", "beta", 40));
    }

    @Test
    void percentagesAreKept() {
        links.set("alpha", "beta", new LinkFaults(10, 30, 20, 5, false));
        List<Links.Fate> fates = take(links, "alpha", "beta", 10_000);
        long lost = fates.stream().filter(fate -> fate.lost().isPresent()).count();
        long twice = fates.stream().filter(Links.Fate::twice).count();
        assertTrue(lost > 1850 && lost < 2150, "lost " + lost);
        assertTrue(twice > 420 && twice < 580, "twice " + twice);
        IntStream.rangeClosed(10, 30).forEach(millis -> {
            long walks = fates.stream().filter(fate -> fate.longer() == millis).count();
            assertTrue(walks > 380 && walks < 580, "%d walk %d ms".formatted(walks, millis));
        });
        assertEquals(10_000, fates.stream().filter(fate -> fate.longer() >= 10 && fate.longer() <= 30).count());
        assertEquals(List.of("Chance had it lost: the link from alpha to beta loses 20 of 100."),
                fates.stream().flatMap(fate -> fate.lost().stream()).distinct().toList());
    }

    @Test
    void noneAndAllMeanWhatTheySay() {
        links.set("alpha", "beta", LinkFaults.NONE.withDelay(4, 4));
        assertEquals(Set.of(new Links.Fate(Optional.empty(), false, 4)), Set.copyOf(take(links, "alpha", "beta", 10_000)));
        links.set("alpha", "beta", LinkFaults.NONE.withDuplicates(100));
        assertEquals(Set.of(new Links.Fate(Optional.empty(), true, 0)), Set.copyOf(take(links, "alpha", "beta", 10_000)));
        links.set("alpha", "beta", LinkFaults.NONE.withLoss(100));
        assertEquals(10_000, take(links, "alpha", "beta", 10_000).stream().filter(fate -> fate.lost().isPresent()).count());
        links.set("alpha", "beta", CUT);
        assertEquals(Set.of("The link from alpha to beta is cut."), Set.copyOf(take(links, "alpha", "beta", 10_000).stream()
                .map(fate -> fate.lost().orElseThrow()).toList()));
    }

    private static List<Links.Fate> take(Links links, String from, String to, int count) {
        return IntStream.range(0, count).mapToObj(_ -> links.next(from, to)).toList();
    }

    private static void refused(String why, Runnable wish) {
        assertEquals(why, assertThrows(IllegalArgumentException.class, wish::run).getMessage());
    }
}
