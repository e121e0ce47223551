"""The quarter in prose: what the written report says, as paragraphs. Pure; reports paints it."""
