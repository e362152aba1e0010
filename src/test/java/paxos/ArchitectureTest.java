package paxos;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The rooms of the house and the directions between them: `synod <- trace <- node <- tcp, file, fault <- audit, lesson
/// <- view <- ui <- bench <- app`.
class ArchitectureTest {

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("paxos");

    /// What each room may know of the others. A room that does not exist yet is in nobody's way.
    private static final Map<String, List<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("synod", List.of()),
            Map.entry("trace", List.of("synod")),
            Map.entry("explore", List.of("synod", "trace")),
            Map.entry("node", List.of("synod", "trace")),
            Map.entry("node.tcp", List.of("synod", "trace", "node")),
            Map.entry("node.file", List.of("synod", "trace", "node")),
            Map.entry("fault", List.of("synod", "trace", "node")),
            Map.entry("audit", List.of("synod", "trace", "node", "fault")),
            Map.entry("lesson", List.of("synod", "trace", "node", "fault", "audit")),
            Map.entry("view", List.of("synod", "trace", "node", "fault", "audit", "lesson")),
            Map.entry("view.timeline", List.of("synod", "trace", "view")),
            Map.entry("ui", List.of("synod", "trace", "node", "fault", "audit", "lesson", "view", "view.timeline", "ui.timeline",
                    "ui.faults")),
            Map.entry("ui.faults", List.of("synod", "trace", "node", "fault", "view")),
            Map.entry("ui.timeline", List.of("synod", "trace", "view", "view.timeline")),
            Map.entry("bench", List.of("synod", "trace", "node", "view", "view.timeline", "ui", "ui.timeline")),
            Map.entry("app", List.of("synod", "trace", "explore", "node", "node.tcp", "node.file", "fault", "audit", "lesson",
                    "view", "view.timeline", "ui", "ui.timeline", "ui.faults", "bench")));

    @TestFactory
    Stream<DynamicTest> aRoomKnowsOnlyTheRoomsBeforeIt() {
        return MAY_KNOW.entrySet().stream().map(room -> DynamicTest.dynamicTest(room.getKey(), () -> {
            String[] known = Stream.concat(Stream.of(room.getKey()), room.getValue().stream()).map("paxos."::concat)
                    .toArray(String[]::new);
            noClasses().that().resideInAPackage("paxos." + room.getKey())
                    .should().dependOnClassesThat(resideInAPackage("paxos..").and(not(resideInAnyPackage(known))))
                    .allowEmptyShould(true).check(PROGRAM);
        }));
    }

    @Test
    void everyClassIsInARoom() {
        classes().should().resideInAnyPackage(MAY_KNOW.keySet().stream().map("paxos."::concat).toArray(String[]::new))
                .check(PROGRAM);
    }

    @Test
    void theProtocolIsPure() {
        ArchRule rule = classes().that().resideInAPackage("paxos.synod")
                .should().onlyDependOnClassesThat().resideInAnyPackage("paxos.synod", "java.lang", "java.lang.runtime",
                        "java.lang.invoke", "java.util", "java.util.function", "java.util.stream");
        rule.check(PROGRAM);
        noClasses().that().resideInAPackage("paxos.synod")
                .should().dependOnClassesThat().haveNameMatching("java\\.util\\.(Random|SplittableRandom|UUID|Date|Calendar|Timer|Scanner)"
                        + "|java\\.lang\\.(Thread|Process.*|Runtime)")
                .orShould().callMethod(System.class, "nanoTime").orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(Math.class, "random").check(PROGRAM);
    }

    @Test
    void nothingBelowTheViewKnowsJavaFx() {
        noClasses().that().resideOutsideOfPackages("paxos.view..", "paxos.ui..", "paxos.bench", "paxos.app")
                .should().dependOnClassesThat().resideInAnyPackage("javafx..", "org.controlsfx..", "atlantafx..").check(PROGRAM);
    }

    @Test
    void viewModelsHaveNoControls() {
        noClasses().that().resideInAPackage("paxos.view..")
                .should().dependOnClassesThat().resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.animation..",
                        "javafx.application..", "javafx.concurrent..", "javafx.css..", "org.controlsfx..", "atlantafx..").check(PROGRAM);
    }

    @Test
    void noRoomsKnowEachOtherInACircle() {
        slices().matching("paxos.(**)").should().beFreeOfCycles().check(PROGRAM);
    }

    @Test
    void thereIsNoStaticMutableState() {
        fields().that().areStatic().should().haveModifier(JavaModifier.FINAL).check(PROGRAM);
    }

    @Test
    void onlyTheAppEndsTheProcess() {
        noClasses().that().resideOutsideOfPackage("paxos.app").should().callMethod(System.class, "exit", int.class)
                .orShould().callMethod(Runtime.class, "halt", int.class).check(PROGRAM);
    }

    @Test
    void nobodyPrintsAStackTrace() {
        noClasses().should().callMethod(Throwable.class, "printStackTrace").check(PROGRAM);
    }
}
