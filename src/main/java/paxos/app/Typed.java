package paxos.app;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import paxos.synod.Decree;

/// What a person can type while the program runs.
sealed interface Typed {

    /// `b [NAME] [DECREE]`: start a ballot.
    record StartBallot(Optional<String> node, Optional<Decree> wish) implements Typed {
    }

    /// `c NAME`: crash.
    record Crash(String node) implements Typed {
    }

    /// `r NAME`: restart.
    record Restart(String node) implements Typed {
    }

    /// `q`: end the program.
    record Quit() implements Typed {
    }

    /// `?`: list the keys.
    record Help() implements Typed {
    }

    /// An empty line.
    record Nothing() implements Typed {
    }

    /// What cannot be understood.
    ///
    /// @param sentence why, and what would be
    record Unclear(String sentence) implements Typed {
    }

    /// Understands a line.
    ///
    /// @param line   what was typed
    /// @param hosted the names of the nodes here
    static Typed of(String line, List<String> hosted) {
        List<String> words = List.of(line.strip().split("\\s+"));
        List<String> rest = words.subList(1, words.size());
        return switch (words.getFirst()) {
            case "" -> new Nothing();
            case "b" -> startBallot(rest, hosted);
            case "c" -> atNode(rest, hosted, "c", Crash::new);
            case "r" -> atNode(rest, hosted, "r", Restart::new);
            case "q" -> rest.isEmpty() ? new Quit() : new Unclear("q and Enter ends the program; it takes nothing more.");
            case "?", "h" -> new Help();
            default -> new Unclear("\"%s\" is no command. Type ? and Enter for those there are.".formatted(words.getFirst()));
        };
    }

    private static Typed startBallot(List<String> words, List<String> hosted) {
        boolean named = !words.isEmpty() && hosted.contains(words.getFirst());
        Optional<String> node = named ? Optional.of(words.getFirst()) : Optional.empty();
        List<String> rest = named ? words.subList(1, words.size()) : words;
        if (rest.isEmpty()) {
            return new StartBallot(node, Optional.empty());
        }
        try {
            if (rest.size() == 1) {
                return new StartBallot(node, Optional.of(new Decree(Integer.parseInt(rest.getFirst()))));
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        return new Unclear("It is: b [NAME] [DECREE]; the decree is a 32-bit whole number; hosted here: %s."
                .formatted(String.join(", ", hosted)));
    }

    private static Typed atNode(List<String> words, List<String> hosted, String key,
            Function<String, Typed> command) {
        if (words.isEmpty() && hosted.size() == 1) {
            return command.apply(hosted.getFirst());
        }
        if (words.size() == 1 && hosted.contains(words.getFirst())) {
            return command.apply(words.getFirst());
        }
        return new Unclear("It is: %s NAME; hosted here: %s.".formatted(key, String.join(", ", hosted)));
    }
}
