namespace CsMl.Core.Portfolio;

/// <summary>An import stops between two batches.</summary>
/// <param name="goesOn">True if another message is to continue it; false if it is over or another session has it.</param>
internal sealed class ImportStoppedException(bool goesOn) : Exception("The import stops here.")
{
    public bool GoesOn => goesOn;
}
