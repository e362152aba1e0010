package paxos.node.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Real files on a machine that stops where a test wants it to, and that can lose what was not forced: the bytes
/// of a file, and the moves and removals in a folder. It does not wait for the real disk.
class Machine extends Storage {

    /// What was done, in order, with the file's name.
    final List<String> log = new ArrayList<>();

    private int stepsLeft = Integer.MAX_VALUE;
    private final Map<FileChannel, Path> channels = new IdentityHashMap<>();
    /// How much of a file is on the disk; of a file that is not listed, all.
    private final Map<Path, Long> forced = new HashMap<>();
    private final Deque<Change> unforcedChanges = new ArrayDeque<>();

    private record Change(Path file, Optional<byte[]> before) {
    }

    /// From now on, this many steps are done; the next one stops half-way, and nothing is done any more.
    void stopAfter(int steps) {
        stepsLeft = steps;
    }

    boolean hasStopped() {
        return stepsLeft < 0;
    }

    /// Starts again. What was written is still there, as after a process was killed.
    void restart() {
        stepsLeft = Integer.MAX_VALUE;
    }

    /// Which of the moves and removals that were not forced a loss of power undoes: a file system may keep any.
    enum Undone {
        NONE, ALL, EVERY_OTHER
    }

    /// Loses what was not forced.
    void losePower(Undone undone) throws IOException {
        for (Map.Entry<Path, Long> each : forced.entrySet()) {
            if (Files.exists(each.getKey()) && Files.size(each.getKey()) > each.getValue()) {
                byte[] all = Files.readAllBytes(each.getKey());
                Files.write(each.getKey(), Arrays.copyOf(all, Math.toIntExact(each.getValue())));
            }
        }
        Set<Path> kept = new HashSet<>();
        for (int fromTheLast = 0; !unforcedChanges.isEmpty(); fromTheLast++) {
            Change last = unforcedChanges.removeLast();
            boolean keep = switch (undone) {
                case NONE -> true;
                case ALL -> false;
                case EVERY_OTHER -> fromTheLast % 2 == 0;
            };
            if (keep || kept.contains(last.file())) {
                kept.add(last.file());
            } else if (last.before().isPresent()) {
                Files.write(last.file(), last.before().get());
            } else {
                Files.deleteIfExists(last.file());
            }
        }
        forced.clear();
    }

    private boolean step(String what) throws IOException {
        stepsLeft--;
        if (stepsLeft < -1) {
            stepsLeft = -1;
            throw new IOException("The machine has stopped");
        }
        if (stepsLeft >= 0) {
            log.add(what);
        }
        return stepsLeft >= 0;
    }

    private void stop(String what) throws IOException {
        if (!step(what)) {
            throw new IOException("The machine stops");
        }
    }

    private String name(FileChannel channel) {
        return channels.get(channel).getFileName().toString();
    }

    @Override
    FileChannel open(Path file, OpenOption... how) throws IOException {
        if (hasStopped()) {
            throw new IOException("The machine has stopped");
        }
        long size = Files.exists(file) ? Files.size(file) : 0;
        FileChannel channel = super.open(file, how);
        channels.put(channel, file);
        boolean lock = file.getFileName().toString().startsWith("lock");
        if (!lock) {
            forced.putIfAbsent(file, size);
            if (Arrays.asList(how).contains(StandardOpenOption.TRUNCATE_EXISTING)) {
                forced.put(file, 0L);
            }
        }
        return channel;
    }

    @Override
    void append(FileChannel file, byte[] bytes) throws IOException {
        if (!step("append " + name(file))) {
            super.append(file, Arrays.copyOf(bytes, bytes.length / 2));
            throw new IOException("The machine stops");
        }
        super.append(file, bytes);
    }

    @Override
    void force(FileChannel file) throws IOException {
        stop("force " + name(file));
        forced.put(channels.get(file), file.size());
    }

    @Override
    void truncate(FileChannel file, long length) throws IOException {
        stop("truncate " + name(file));
        super.truncate(file, length);
        forced.merge(channels.get(file), length, Math::min);
    }

    @Override
    void move(Path from, Path to) throws IOException {
        stop("move " + from.getFileName() + " " + to.getFileName());
        noteChange(to);
        super.move(from, to);
        forced.put(to, forced.remove(from));
    }

    @Override
    void delete(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            stop("delete " + file.getFileName());
            noteChange(file);
        }
        super.delete(file);
    }

    private void noteChange(Path file) throws IOException {
        unforcedChanges.add(new Change(file, Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty()));
    }

    @Override
    void forceFolder(Path folder) throws IOException {
        stop("force " + folder.getFileName() + "/");
        unforcedChanges.removeIf(change -> change.file().getParent().equals(folder));
    }
}
