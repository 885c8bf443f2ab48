using System.Globalization;
using Azure.Data.Tables;

namespace CsMl.Core.Storage.Azure;

/// <summary>
/// A body as properties of an Azure entity: <c>Body</c>, <c>Body1</c>, … of at most 64 KiB each, which is all that one
/// property holds.
/// </summary>
/// <remarks>
/// Bytes rather than text: the client writes text as JSON inside JSON, six characters for each quotation mark and each
/// character outside ASCII, so that a transaction well within <see cref="EntityKey.MaxTransactionBytes"/> could pass the
/// service's 4 MiB. Bytes grow by a third whatever they say, and the service stores them at half the size of text.
/// </remarks>
internal static class AzureEntity
{
    /// <summary>Which write made the row what it is; see <see cref="AzureWrite"/>.</summary>
    public const string WriteId = "WriteId";

    private const string Body = "Body";
    private const int PropertyBytes = 64 * 1024;

    public static TableEntity Of(string partitionKey, EntityChange change, Guid writeId)
    {
        var entity = new TableEntity(partitionKey, change.RowKey);
        if (change.Kind == ChangeKind.Delete)
        {
            return entity;
        }

        entity[WriteId] = writeId;
        var number = 0;
        var rest = change.Json;
        do
        {
            var part = rest[..Math.Min(rest.Length, PropertyBytes)];
            entity[Name(number++)] = part.ToArray();
            rest = rest[part.Length..];
        } while (rest.Length > 0);

        return entity;
    }

    public static Entity Read(TableEntity entity)
    {
        var json = entity.GetBinary(Body) ?? [];
        if (entity.ContainsKey(Name(1)))
        {
            var whole = new MemoryStream();
            for (var number = 0; entity.GetBinary(Name(number)) is { } part; number++)
            {
                whole.Write(part);
            }

            json = whole.ToArray();
        }

        return new Entity(entity.PartitionKey, entity.RowKey, json, entity.ETag.ToString());
    }

    private static string Name(int number) =>
        number == 0 ? Body : string.Create(CultureInfo.InvariantCulture, $"{Body}{number}");
}
