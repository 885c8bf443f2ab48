namespace Azure.Data.Tables;

/// <summary>What every entity has.</summary>
public interface ITableEntity
{
    string PartitionKey { get; set; }

    string RowKey { get; set; }

    /// <summary>When the service last wrote the entity; it ignores what a caller sets.</summary>
    DateTimeOffset? Timestamp { get; set; }

    ETag ETag { get; set; }
}
