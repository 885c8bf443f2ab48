using CsMl.Core.Accounts;
using CsMl.Core.Json;

namespace CsMl.Core.Ctas;

/// <summary>The tasks that CTAs of a type start with.</summary>
public sealed record Playbook
{
    public const int MostTasks = 50;

    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public PlaybookStatus Status { get; init; }

    /// <summary>Null for a playbook that applies to every type without a playbook of its own.</summary>
    public CtaType? CtaType { get; init; }

    /// <summary>The number of CTAs created from it.</summary>
    public int TimesUsed { get; init; }

    public IReadOnlyList<PlaybookTask> Tasks { get; init; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>
    /// The best active playbook for a CTA: one of the same type before one for all types, then the most used. Drafts
    /// are excluded.
    /// </summary>
    public static Playbook? BestFor(CtaType type, IEnumerable<Playbook> playbooks) =>
        playbooks
            .Where(playbook => playbook.Status == PlaybookStatus.Active && (playbook.CtaType ?? type) == type)
            .OrderByDescending(playbook => playbook.CtaType == type)
            .ThenByDescending(playbook => playbook.TimesUsed)
            // Ties go to the older playbook, so that the choice is stable.
            .ThenBy(playbook => playbook.Id, StringComparer.Ordinal)
            .FirstOrDefault();

    /// <summary>The tasks for one CTA.</summary>
    public IReadOnlyList<CtaTask> TasksFor(string? ownerId, DateTimeOffset now) =>
        [
            .. Tasks.Select(task => new CtaTask(
                PrintableText.Of(task.Title),
                now.AddDays(task.DaysFromStart),
                task.AssignToOwner ? ownerId : null
            )),
        ];
}
