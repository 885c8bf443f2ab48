namespace CsMl.Core.LanguageModel.Client;

/// <summary>No bound.</summary>
public sealed class BoundlessBudget : IModelBudget
{
    public static readonly BoundlessBudget One = new();

    public Task<bool> HasLeftAsync(CancellationToken cancellation) => Task.FromResult(true);

    public Task AddAsync(ModelUsage usage) => Task.CompletedTask;
}
