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
        var errors = check.Errors();
        if (errors.Count > 0 && repair)
        {
            var before = errors.Count;
            await check.ReindexAsync(cancellation);
            errors = check.Errors();
            _repaired += Math.Max(0, before - errors.Count);
        }

        foreach (var error in errors)
        {
            _left++;
            await output.WriteLineAsync($"file: {error}");
        }
    }

    public async Task TellAsync(Contradiction found, CancellationToken cancellation)
    {
        var isRepaired = repair && await CheckStore.RepairAsync(found, cancellation);
        _repaired += isRepaired ? 1 : 0;
        _repairable += !repair && found.Repair is not null ? 1 : 0;
        _left += isRepaired ? 0 : 1;
        await output.WriteLineAsync(isRepaired ? $"{found} Repaired." : $"{found}");
    }

    /// <returns>The exit code.</returns>
    public async Task<int> SumUpAsync()
    {
        await output.WriteLineAsync(
            (_left, _repaired) switch
            {
                (0, 0) => "Nothing is wrong.",
                (0, _) => $"{_repaired:#,0} repaired; nothing else is wrong.",
                (_, 0) when _repairable > 0 =>
                    $"{_left:#,0} wrong; `doctor --repair` puts {_repairable:#,0} right, which follow from other rows.",
                _ => $"{_repaired:#,0} repaired, {_left:#,0} left, which follow from no other row.",
            }
        );
        return _left == 0 ? ExitCode.Done : ExitCode.Damaged;
    }
}
