using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Storage;

/// <summary>An opinion with the ETag of its row.</summary>
public sealed record StoredOpinion(Opinion Opinion, string ETag);
