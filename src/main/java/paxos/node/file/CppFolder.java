package paxos.node.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Vote;

/// A folder that the C++ program made: it has the files that are views here, and no ledger.
final class CppFolder {

    private static final Pattern INTEGER = Pattern.compile("[ \\t\\n\\x0B\\f\\r]*(0|-?[1-9]\\d{0,9})[ \\t\\n\\x0B\\f\\r]*");

    private final Path folder;

    private CppFolder(Path folder) {
        this.folder = folder;
    }

    /// What the files say: [Ledger#BLANK] where there are none.
    ///
    /// @throws IOException where they do not make up the memory of a legislator, with the file that does not fit
    static Ledger read(Path folder) throws IOException {
        return new CppFolder(folder).read();
    }

    private Ledger read() throws IOException {
        Ballot nextBal = ballot(View.NEXT_BAL);
        Optional<Vote> prevVote = prevVote();
        if (prevVote.isPresent() && prevVote.get().ballot().isAbove(nextBal)) {
            throw wrong(View.NEXT_BAL, "says %s, and %s says that it voted in ballot %s, above its promise"
                    .formatted(nextBal, View.PREV_VOTE_ID.file(), prevVote.get().ballot()));
        }
        return new Ledger(ballot(View.LAST_TRIED), nextBal, prevVote, number(View.DECREE).map(Decree::new));
    }

    /// That program tells others of "no vote" as ballot -1 for decree -1, so its files may say so too.
    private Optional<Vote> prevVote() throws IOException {
        Ballot ballot = ballot(View.PREV_VOTE_ID);
        Optional<Integer> decree = number(View.PREV_VOTE_DECREE);
        if (!ballot.isNone()) {
            return Optional.of(new Vote(ballot, decree.map(Decree::new).orElseThrow(() -> wrong(View.PREV_VOTE_DECREE,
                    "is missing, and %s says that it voted in ballot %s".formatted(View.PREV_VOTE_ID.file(), ballot)))));
        }
        boolean saysNone = number(View.PREV_VOTE_ID).isPresent() && decree.equals(Optional.of(-1));
        if (decree.isPresent() && !saysNone) {
            throw wrong(View.PREV_VOTE_ID, "names no ballot, and %s says that it voted for %s"
                    .formatted(View.PREV_VOTE_DECREE.file(), decree.get()));
        }
        return Optional.empty();
    }

    private Ballot ballot(View view) throws IOException {
        int number = number(view).orElse(Ballot.NONE.number());
        if (number < Ballot.NONE.number()) {
            throw wrong(view, "says %s, which is no ballot".formatted(number));
        }
        return new Ballot(number);
    }

    private Optional<Integer> number(View view) throws IOException {
        Path file = folder.resolve(view.file());
        Optional<String> text;
        try {
            text = SmallFile.read(file);
        } catch (IOException failed) {
            throw Trouble.cannot("read", file, failed);
        }
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = INTEGER.matcher(text.get());
        try {
            if (text.get().length() < SmallFile.LIMIT && matcher.matches()) {
                return Optional.of(Integer.valueOf(matcher.group(1)));
            }
        } catch (NumberFormatException tooGreat) {
            // Said below, as for any other text.
        }
        throw wrong(view, "holds no 32-bit integer");
    }

    private IOException wrong(View view, String wrong) {
        return new IOException(("%s %s. The folder has no %s, so it is read as one of the C++ program's, and nothing is "
                + "guessed. Put the file right from what is known for certain. Otherwise only a new parliament for "
                + "everybody (start all of them with --reset) is safe.")
                .formatted(folder.resolve(view.file()), wrong, LedgerFile.NAME));
    }
}
