package paxos.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Message;

/// A search for messages, like `ballot:4 type:voted from:beta lost:yes`. Every word of it must be found somewhere in a
/// message. `ballot:`, `decree:`, `type:`, `from:`, `to:`, `peer:`, `lost:` and `held:` look in one place only, other words in all.
///
/// Immutable, and safe to use from any thread.
///
/// @param words what was typed, word by word; those that somebody is still typing are left out, so that they find all
public record MessageQuery(List<Word> words) {

    /// Where a word looks.
    public enum Place {
        /// In all places.
        ANYWHERE,
        /// In the ballot's number.
        BALLOT,
        /// In the decree.
        DECREE,
        /// In the names that the type has.
        TYPE,
        /// In the names of sender and receiver.
        PEER,
        /// In the sender's name.
        FROM,
        /// In the receiver's name.
        TO,
        /// In whether it got lost.
        LOST,
        /// In whether it came, and waits to be delivered.
        HELD
    }

    /// What a search looks at.
    ///
    /// @param message what it says
    /// @param from    who sent it; empty where that goes without saying
    /// @param to      who is to receive it; empty where that goes without saying
    /// @param fate    what became of it, for a person
    /// @param lost    whether it got lost
    /// @param held    whether it waits to be delivered
    public record Letter(Message message, String from, String to, String fate, boolean lost, boolean held) {
    }

    /// A word.
    ///
    /// @param place  where to look
    /// @param sought what for, in small letters, not empty
    public record Word(Place place, String sought) {

        /// Whether it is found in a message.
        public boolean finds(Letter letter) {
            return findsType(letter.message()) || findsSender(letter.from()) || findsReceiver(letter.to())
                    || findsFate(letter.fate(), letter.lost(), letter.held()) || findsBallot(letter.message().ballot().number())
                    || findsDecree(MessageText.decree(letter.message()));
        }

        /// Whether it is found in what kind of message it is.
        public boolean findsType(Message message) {
            return looksIn(Place.TYPE) && (contains(MessageText.type(message)) || contains(MessageText.modern(message)));
        }

        /// Whether it is found in the sender's name.
        public boolean findsSender(String name) {
            return (looksIn(Place.PEER) || place == Place.FROM) && contains(name);
        }

        /// Whether it is found in the receiver's name.
        public boolean findsReceiver(String name) {
            return (looksIn(Place.PEER) || place == Place.TO) && contains(name);
        }

        /// Whether it is found in what became of the message.
        public boolean findsFate(String words, boolean lost, boolean held) {
            boolean yes = sought.startsWith("y");
            return place == Place.LOST ? lost == yes : place == Place.HELD ? held == yes : place == Place.ANYWHERE && contains(words);
        }

        /// Whether it is found in a ballot's number, -1 for none.
        public boolean findsBallot(int number) {
            return looksIn(Place.BALLOT) && findsNumber(number == Ballot.NONE.number() ? Ballot.NONE.toString() : Integer.toString(number));
        }

        /// Whether it is found in a decree.
        public boolean findsDecree(Optional<Decree> decree) {
            return decree.isPresent() && findsDecree(decree.get().value());
        }

        /// Whether it is found in a decree.
        public boolean findsDecree(int value) {
            return looksIn(Place.DECREE) && findsNumber(Integer.toString(value));
        }

        private boolean looksIn(Place where) {
            return place == where || place == Place.ANYWHERE;
        }

        private boolean contains(String text) {
            return text.toLowerCase(Locale.ROOT).contains(sought);
        }

        /// Whoever says where to look means the whole number.
        private boolean findsNumber(String number) {
            return place == Place.ANYWHERE ? number.contains(sought) : number.equals(sought);
        }
    }

    /// Takes a copy of the list.
    public MessageQuery {
        words = List.copyOf(words);
    }

    /// Understands any text; a word that looks in no place known looks in all.
    public static MessageQuery parse(String text) {
        List<Word> words = new ArrayList<>();
        for (String word : text.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
            int colon = word.indexOf(':');
            String sought = word.substring(colon + 1);
            if (!sought.isEmpty()) {
                Place place = place(colon < 0 ? "" : word.substring(0, colon));
                words.add(new Word(place, place == Place.ANYWHERE ? word : sought));
            }
        }
        return new MessageQuery(words);
    }

    private static Place place(String name) {
        return switch (name) {
            case "ballot" -> Place.BALLOT;
            case "decree" -> Place.DECREE;
            case "type" -> Place.TYPE;
            case "peer" -> Place.PEER;
            case "from" -> Place.FROM;
            case "to" -> Place.TO;
            case "lost" -> Place.LOST;
            case "held" -> Place.HELD;
            default -> Place.ANYWHERE;
        };
    }

    /// Whether every word is found in a message.
    public boolean finds(Letter letter) {
        return words.stream().allMatch(word -> word.finds(letter));
    }
}
