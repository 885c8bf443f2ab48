using CsMl.Core.Accounts;
using CsMl.Core.Json;

namespace CsMl.Core.Ctas;

/// <summary>What is usually done about CTAs of a type: the tasks that each of them begins with.</summary>
public sealed record Playbook
{
    public const int MostTasks = 50;

    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public PlaybookStatus Status { get; init; }

    /// <summary>Null: for CTAs of every type that have no playbook of their own.</summary>
    public CtaType? CtaType { get; init; }

    /// <summary>How many CTAs were made with it.</summary>
    public int TimesUsed { get; init; }

    public IReadOnlyList<PlaybookTask> Tasks { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The best for a CTA: of its very type before one for all, then the most used; drafts are not used.</summary>
    public static Playbook? BestFor(CtaType type, IEnumerable<Playbook> playbooks) =>
        playbooks
            .Where(playbook => playbook.Status == PlaybookStatus.Active && (playbook.CtaType ?? type) == type)
            .OrderByDescending(playbook => playbook.CtaType == type)
            .ThenByDescending(playbook => playbook.TimesUsed)
            // The elder, so that the choice does not change between two equals.
            .ThenBy(playbook => playbook.Id, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>Its tasks for one CTA.</summary>
    public IReadOnlyList<CtaTask> TasksFor(string? ownerId, DateTimeOffset now) =>
        [
            .. Tasks.Select(task => new CtaTask(
                PrintableText.Of(task.Title),
                now.AddDays(task.DaysFromStart),
                task.AssignToOwner ? ownerId : null
            )),
        ];
}
