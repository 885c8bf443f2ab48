using CsMl.Core.Accounts.Import;

namespace CsMl.Core.Requests;

/// <summary>Takes the batches of an import, one after the other.</summary>
public interface IImportTarget
{
    /// <summary>Writes a batch, and returns what came of each of its rows.</summary>
    /// <param name="rows">In the order of the file.</param>
    /// <param name="soFar">The report without these rows.</param>
    Task<IReadOnlyList<RowOutcome>> WriteAsync(
        IReadOnlyList<FactsUpdate> rows,
        ImportReport soFar,
        CancellationToken cancellation
    );
}
