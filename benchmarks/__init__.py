"""What is measured: speed against plain jieba, and accuracy against hand-written gold."""
