using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Json;

namespace CsMl.Core.Crm.Platform;

/// <summary>Writes the bodies of the platform's calls for CTAs.</summary>
internal static class WritePlatformCta
{
    private const int MaxNotes = 500;

    /// <summary>Without <c>playbookId</c>: the platform saves the CTA and then fails if the playbook has tasks.</summary>
    public static ReadOnlyMemory<byte> Create(Cta cta) =>
        Body(json =>
        {
            json.WriteString("type", EnumNames.Of(cta.Type));
            json.WriteString("title", cta.Title);
            json.WriteString("priority", EnumNames.Of(cta.Priority));
            json.WriteString("description", cta.Description);
            if (cta.Reason is not null)
            {
                json.WriteString("reason", cta.Reason);
            }

            if (cta.DueDate is not null)
            {
                WriteInstant(json, "dueDate", cta.DueDate);
            }
        });

    /// <summary>
    /// The calls that lead from one state to another. The owner is the last, because the platform may not know it, and
    /// nothing else is to wait for that.
    /// </summary>
    /// <param name="before">Null if it is not known.</param>
    public static IEnumerable<(HttpMethod Method, string Action, ReadOnlyMemory<byte> Body)> Changes(
        CtaState? before,
        CtaState after,
        string? notes
    )
    {
        var isMoved =
            before?.Status != after.Status
            || before.Outcome != after.Outcome
            || (after.SnoozeUntil is not null && before.SnoozeUntil != after.SnoozeUntil);
        var hasRoute = after is { Status: CtaStatus.Snoozed } or { Status: CtaStatus.Completed, Outcome: not null };
        var changesRest = before?.Priority != after.Priority || before.DueDate != after.DueDate;
        if (changesRest || (isMoved && !hasRoute))
        {
            yield return (
                HttpMethod.Put,
                "",
                Body(json => WriteFields(json, before, after, isMoved && !hasRoute, notes))
            );
        }

        if (isMoved && hasRoute)
        {
            var action = after.Status == CtaStatus.Snoozed ? "/snooze" : "/close";
            yield return (HttpMethod.Post, action, Body(json => WriteMove(json, after, notes)));
            // The snooze keeps it, and behind it nobody takes a lost outcome for a close in the platform.
            if (LosesOutcome(before, after))
            {
                yield return (HttpMethod.Put, "", Body(json => json.WriteNull("outcome")));
            }
        }

        if (before?.OwnerId != after.OwnerId)
        {
            yield return (HttpMethod.Put, "", Body(json => WriteId(json, "ownerId", after.OwnerId)));
        }
    }

    private static void WriteFields(
        Utf8JsonWriter json,
        CtaState? before,
        CtaState after,
        bool setsStatus,
        string? notes
    )
    {
        if (before?.Priority != after.Priority)
        {
            json.WriteString("priority", EnumNames.Of(after.Priority));
        }

        if (before?.DueDate != after.DueDate)
        {
            WriteInstant(json, "dueDate", after.DueDate);
        }

        if (setsStatus)
        {
            WriteStatus(json, before, after, notes);
        }
    }

    private static void WriteStatus(Utf8JsonWriter json, CtaState? before, CtaState after, string? notes)
    {
        json.WriteString("status", EnumNames.Of(after.Status));
        if (after.Outcome is { } outcome)
        {
            json.WriteString("outcome", EnumNames.Of(outcome));
        }
        else if (LosesOutcome(before, after))
        {
            json.WriteNull("outcome");
        }

        WriteNotes(json, notes);
    }

    /// <summary>True if the platform has an outcome, or may have one, where there is none any more.</summary>
    private static bool LosesOutcome(CtaState? before, CtaState after) =>
        after.Outcome is null && (before is null || before.Outcome is not null);

    private static void WriteMove(Utf8JsonWriter json, CtaState state, string? notes)
    {
        if (state.Status == CtaStatus.Snoozed)
        {
            WriteInstant(json, "snoozeUntil", state.SnoozeUntil);
            return;
        }

        json.WriteString("outcome", EnumNames.Of(state.Outcome!.Value));
        WriteNotes(json, notes);
    }

    private static void WriteNotes(Utf8JsonWriter json, string? notes)
    {
        if (!string.IsNullOrEmpty(notes))
        {
            json.WriteString("resolutionNotes", ShortText.Of(notes, MaxNotes));
        }
    }

    /// <summary>The platform's ids are numbers, and the app keeps their digits.</summary>
    private static void WriteId(Utf8JsonWriter json, string name, string? id)
    {
        if (id is null)
        {
            json.WriteNull(name);
        }
        else if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteString(name, id);
        }
    }

    private static void WriteInstant(Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } instant)
        {
            json.WriteString(name, instant.UtcDateTime);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static ReadOnlyMemory<byte> Body(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
