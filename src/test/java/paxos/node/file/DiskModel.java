package paxos.node.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// What could be on a disk after power fails. It knows no more of file systems than what they promise: a file's bytes are
/// there once the file was forced, its name once the folder was forced, a move is done or not done; nothing else has an
/// order.
///
/// Of bytes that were not forced, some may be there and others not; the file may be as long as it would be with them, with
/// zeros in their place. Of changes in the folder that were not forced, any may be there, as long as what a change builds
/// upon is there too: files of different names are changed independently of each other.
final class DiskModel {

    private static final int SECTOR = 512;

    private final int bound;
    private final int stride;
    private boolean folder;
    private boolean folderForced;
    private final Map<Integer, File> files = new HashMap<>();
    private Map<String, Integer> forcedNames = new TreeMap<>();
    private final List<Deed.ToDisk> changes = new ArrayList<>();

    /// @param base  what is on the disk, for certain
    /// @param bound  about how many combinations of changes in the folder are tried at most
    /// @param stride at each how-many-th byte an append may break off; 1 for each
    DiskModel(Deed.Image base, int bound, int stride) {
        this.bound = bound;
        this.stride = stride;
        folder = base.files().isPresent();
        folderForced = folder;
        base.files().ifPresent(there -> there.keySet().stream().sorted().forEach(name -> {
            forcedNames.put(name, files.size());
            files.put(files.size(), new File(there.get(name)));
        }));
    }

    void apply(Deed.ToDisk deed) {
        switch (deed) {
            case Deed.ToDisk.MakeFolder() -> folder = true;
            case Deed.ToDisk.ForceParliament() -> folderForced = folder;
            case Deed.ToDisk.ForceFolder() -> {
                forcedNames = names(changes);
                changes.clear();
            }
            case Deed.ToDisk.Create create -> {
                files.put(create.file(), new File(new byte[0]));
                changes.add(create);
            }
            case Deed.ToDisk.Move move -> changes.add(move);
            case Deed.ToDisk.Delete delete -> changes.add(delete);
            case Deed.ToDisk.Append append -> files.get(append.file()).unforced.add(append);
            case Deed.ToDisk.Truncate truncate -> files.get(truncate.file()).unforced.add(truncate);
            case Deed.ToDisk.Force(var file) -> files.get(file).force();
        }
    }

    // ---- A file's bytes

    private static final class File {

        private byte[] forced;
        private final List<Deed.ToDisk> unforced = new ArrayList<>();

        File(byte[] forced) {
            this.forced = forced;
        }

        void force() {
            forced = with(unforced);
            unforced.clear();
        }

        byte[] with(List<Deed.ToDisk> done) {
            byte[] content = forced;
            for (Deed.ToDisk each : done) {
                content = switch (each) {
                    case Deed.ToDisk.Append append -> written(content, append.offset(), append.bytes(), append.bytes().length);
                    case Deed.ToDisk.Truncate truncate -> Arrays.copyOf(content, truncate.length());
                    case Deed.ToDisk other -> throw new IllegalStateException(other.toString());
                };
            }
            return content;
        }

        /// All that the file's content could be, first that with all that was done.
        List<byte[]> contents(int stride) {
            List<byte[]> contents = new ArrayList<>();
            for (int done = unforced.size(); done >= 0; done--) {
                contents.add(with(unforced.subList(0, done)));
            }
            for (int out = 0; out < unforced.size() - 1; out++) {
                List<Deed.ToDisk> others = new ArrayList<>(unforced);
                others.remove(out);
                contents.add(with(others));
            }
            for (int partly = Math.max(0, unforced.size() - 2); partly < unforced.size(); partly++) {
                if (unforced.get(partly) instanceof Deed.ToDisk.Append append) {
                    parts(with(unforced.subList(0, partly)), append, stride, contents);
                }
            }
            return contents;
        }

        private static void parts(byte[] before, Deed.ToDisk.Append append, int stride, List<byte[]> contents) {
            byte[] bytes = append.bytes();
            for (int there = 0; there < bytes.length; there += stride) {
                if (there > 0) {
                    contents.add(written(before, append.offset(), bytes, there));
                }
                byte[] thenZeros = Arrays.copyOf(Arrays.copyOf(bytes, there), bytes.length);
                contents.add(written(before, append.offset(), thenZeros, bytes.length));
                if (there > 0 && (append.offset() + there) % SECTOR == 0) {
                    byte[] zerosFirst = bytes.clone();
                    Arrays.fill(zerosFirst, 0, there, (byte) 0);
                    contents.add(written(before, append.offset(), zerosFirst, bytes.length));
                }
            }
        }

        private static byte[] written(byte[] before, int offset, byte[] bytes, int length) {
            byte[] after = Arrays.copyOf(before, Math.max(before.length, offset + length));
            System.arraycopy(bytes, 0, after, offset, length);
            return after;
        }
    }

    // ---- What is in the folder

    private Map<String, Integer> names(Collection<Deed.ToDisk> done) {
        Map<String, Integer> names = new TreeMap<>(forcedNames);
        for (Deed.ToDisk change : done) {
            switch (change) {
                case Deed.ToDisk.Create(var file, var name) -> names.put(name, file);
                case Deed.ToDisk.Move(var from, var to) -> names.put(to, names.remove(from));
                case Deed.ToDisk.Delete(var name) -> names.remove(name);
                case Deed.ToDisk other -> throw new IllegalStateException(other.toString());
            }
        }
        return names;
    }

    /// Changes to a file and to the one that is prepared for its place build upon each other, in their order.
    private static String builtUpon(Deed.ToDisk change) {
        String name = switch (change) {
            case Deed.ToDisk.Create(_, var created) -> created;
            case Deed.ToDisk.Move(_, var to) -> to;
            case Deed.ToDisk.Delete(var deleted) -> deleted;
            case Deed.ToDisk other -> throw new IllegalStateException(other.toString());
        };
        return name.endsWith(Storage.PREPARED) ? name.substring(0, name.length() - Storage.PREPARED.length()) : name;
    }

    /// Which changes could be there: all combinations where they are few; else none, all, and some of: the first so many, all
    /// of one name with none of the others, the other way round, and any. First all of them.
    private List<List<Deed.ToDisk>> combinations(RandomGenerator random) {
        Map<String, List<Deed.ToDisk>> chains = new LinkedHashMap<>();
        changes.forEach(change -> chains.computeIfAbsent(builtUpon(change), _ -> new ArrayList<>()).add(change));
        List<String> names = List.copyOf(chains.keySet());
        Set<List<Integer>> choices = new LinkedHashSet<>();
        List<Integer> all = names.stream().map(name -> chains.get(name).size()).toList();
        choices.add(all);
        choices.add(names.stream().map(_ -> 0).toList());
        long product = all.stream().mapToLong(size -> size + 1L).reduce(1, (a, b) -> Math.min(1L << 20, a * b));
        if (product <= bound) {
            for (long number = 0; number < product; number++) {
                List<Integer> choice = new ArrayList<>();
                long rest = number;
                for (int size : all) {
                    choice.add((int) (rest % (size + 1)));
                    rest /= size + 1;
                }
                choices.add(choice);
            }
        } else {
            someOf(random, names, chains, all, choices);
        }
        return choices.stream().map(choice -> {
            List<Deed.ToDisk> left = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                left.addAll(chains.get(names.get(i)).subList(0, choice.get(i)));
            }
            return left;
        }).toList();
    }

    private void someOf(RandomGenerator random, List<String> names, Map<String, List<Deed.ToDisk>> chains, List<Integer> all,
            Set<List<Integer>> choices) {
        // What becomes of the ledger's name matters most: always each step of it, with none and with all of the others.
        int ledger = names.indexOf(LedgerFile.NAME);
        for (int done = 0; ledger >= 0 && done <= all.get(ledger); done++) {
            choices.add(alone(all, ledger, done, 0));
            choices.add(alone(all, ledger, done, 1));
        }
        for (int tries = 0; tries < bound; tries++) {
            int one = random.nextInt(all.size());
            int first = random.nextInt(changes.size() + 1);
            choices.add(switch (random.nextInt(4)) {
                case 0 -> alone(all, one, random.nextInt(all.get(one) + 1), 0);
                case 1 -> alone(all, one, random.nextInt(all.get(one) + 1), 1);
                case 2 -> names.stream().map(name -> (int) changes.subList(0, first).stream()
                        .filter(change -> builtUpon(change).equals(name)).count()).toList();
                default -> all.stream().map(size -> random.nextInt(size + 1)).toList();
            });
        }
    }

    private static List<Integer> alone(List<Integer> all, int which, int done, int others) {
        List<Integer> choice = new ArrayList<>(all.stream().map(size -> size * others).toList());
        choice.set(which, done);
        return choice;
    }

    // ---- All together

    /// Tells states that the disk could be in if power failed now. The same may come twice.
    void states(RandomGenerator random, Consumer<Deed.Image> told) {
        if (!folderForced) {
            told.accept(Deed.Image.NOTHING);
        }
        if (!folder) {
            return;
        }
        int number = 0;
        for (List<Deed.ToDisk> combination : combinations(random)) {
            Map<String, Integer> names = names(combination);
            List<byte[]> ledgers = Optional.ofNullable(names.get(LedgerFile.NAME)).map(file -> files.get(file).contents(stride))
                    .orElse(List.of());
            boolean thorough = number == 0;
            for (int i = 0; i < ledgers.size(); i++) {
                // Of a long list, the first is that with all that was done.
                if (thorough || i < 2 || random.nextInt(ledgers.size()) < 3) {
                    told.accept(image(random, names, Optional.of(ledgers.get(i)), random.nextInt(3)));
                }
            }
            for (int others = 0; others < 3; others++) {
                told.accept(image(random, names, ledgers.stream().findFirst(), others));
            }
            number++;
        }
    }

    /// @param others of the files apart from the ledger, 0: all that was done, 1: none of it that was not forced, 2: any
    private Deed.Image image(RandomGenerator random, Map<String, Integer> names, Optional<byte[]> ledger, int others) {
        Map<String, byte[]> image = new TreeMap<>();
        names.forEach((name, number) -> {
            File file = files.get(number);
            if (name.equals(LedgerFile.NAME)) {
                image.put(name, ledger.orElseThrow());
            } else if (file.unforced.isEmpty() || others == 1) {
                image.put(name, file.forced);
            } else if (others == 0) {
                image.put(name, file.with(file.unforced));
            } else {
                List<byte[]> contents = file.contents(stride);
                image.put(name, contents.get(random.nextInt(contents.size())));
            }
        });
        return new Deed.Image(Optional.of(image));
    }
}
