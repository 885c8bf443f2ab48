using CsMl.Core.Consistency;
using CsMl.Local.Storage;

namespace CsMl.Local.Commands;

/// <summary>Writes one line per error that <c>doctor</c> finds in a store, and repairs it if allowed.</summary>
internal sealed class Diagnosis(TextWriter output, bool repair)
{
    private int _repaired;
    private int _repairable;
    private int _left;

    /// <summary>
    /// Reports errors of the file. Damaged indexes can be rebuilt from the rows; damaged rows are only reported.
    /// </summary>
    public async Task TellFileAsync(SqliteCheck check, CancellationToken cancellation)
    {
        await check.TryWriteAsync(cancellation);
        if (check.LostMessages)
        {
            // It is there now, and stays empty: the runs that it was to carry on are continued by the next command.
            _left++;
            await output.WriteLineAsync(
                "file: The table of messages was missing and was made again; unfinished runs go on with the next `nightly` or `serve`."
            );
        }

        var errors = check.Errors();
        if (errors.Count > 0)
        {
            var before = errors.Count;
            var left = await check.ReindexAsync(isKept: repair, cancellation);
            var mended = Math.Max(0, before - (left?.Count ?? before));
            _repaired += repair ? mended : 0;
            _repairable += repair ? 0 : mended;
            errors = repair && left is not null ? left : errors;
            await TellAsync(errors, isMended: mended == before);
        }
    }

    public async Task TellAsync(Contradiction found, CancellationToken cancellation)
    {
        var isRepaired = repair && await CheckStore.RepairAsync(found, cancellation);
        _repaired += isRepaired ? 1 : 0;
        _repairable += !repair && found.Repair is not null ? 1 : 0;
        _left += isRepaired ? 0 : 1;
        var end =
            isRepaired ? " Repaired."
            : repair && found.Repair is not null
                ? " It changed meanwhile and was left; run it again while nothing else writes."
            : "";
        await output.WriteLineAsync($"{found}{end}");
    }

    /// <returns>The exit code.</returns>
    public async Task<int> SumUpAsync()
    {
        await output.WriteLineAsync(
            (_left, _repaired) switch
            {
                (0, 0) => "Nothing is wrong.",
                (0, _) => $"{_repaired:#,0} repaired; nothing else is wrong.",
                _ when repair => $"{_repaired:#,0} repaired, {_left:#,0} left, which follow from no other row.",
                _ when _repairable > 0 =>
                    $"{_left:#,0} wrong; `doctor --repair` puts {_repairable:#,0} right, which follow from other rows or can be spared.",
                _ => $"{_left:#,0} wrong, which follow from no other row.",
            }
        );
        return _left == 0 ? ExitCode.Done : ExitCode.Damaged;
    }

    /// <param name="isMended">True if nothing is left of them once the indexes are rebuilt.</param>
    private async Task TellAsync(IReadOnlyList<string> errors, bool isMended)
    {
        foreach (var error in errors)
        {
            _left++;
            await output.WriteLineAsync($"file: {error}");
        }

        if (errors.Count > 0)
        {
            await output.WriteLineAsync(
                isMended
                    ? "file: The indexes are damaged; `doctor --repair` makes them again from the rows."
                    : "file: The database file is damaged: put a copy of it in its place, or move it away and import the accounts again."
            );
        }
    }
}
